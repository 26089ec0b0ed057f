package io.github.slackwater.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** An unpacked server that instances share: made once, read only afterwards. */
final class DomainHome {
    private static final String DOMAIN = "domain1";

    private final Distribution distribution;
    private final Path root;
    private final String version;

    private DomainHome(Distribution distribution, Path root, String version) {
        this.distribution = distribution;
        this.root = root;
        this.version = version;
    }

    /** Unpacks the zip beside the instances unless that was done before. */
    static DomainHome of(Servers servers, Distribution distribution) {
        Path zip = servers.artifact(distribution.artifact());
        String version = Distribution.versionOf(zip);
        Path root = servers.prepared(zip, (artifact, to) -> {
            Directories.unzip(artifact, to);
            DomainHome home = new DomainHome(distribution, to, version);
            home.setPassword();
            home.keepFrameworkCache(servers);
        });
        return new DomainHome(distribution, root, version);
    }

    String name() {
        return distribution.serverName() + " " + version;
    }

    Distribution distribution() {
        return distribution;
    }

    /** The folder with {@code glassfish} in it. */
    Path path() {
        return root.resolve(distribution.folder());
    }

    /** A new domain in a directory of its own. */
    Path copyDomain(Path directory) throws IOException {
        Path domain = directory.resolve(DOMAIN);
        Directories.copy(domains().resolve(DOMAIN), domain, Files::copy);
        return domain;
    }

    /** A first start fills the OSGi framework's cache; those that begin with it need two thirds of the time. */
    private void keepFrameworkCache(Servers servers) throws IOException {
        try (DomainServer first = DomainServer.boot(this, servers, ServerOptions.defaults())) {
            first.terminate(Duration.ofMinutes(1));
            String cache = "osgi-cache";
            Directories.copy(
                    first.domain().resolve(cache), domains().resolve(DOMAIN).resolve(cache), Files::copy);
        }
    }

    private Path domains() {
        return path().resolve("glassfish/domains");
    }

    private void setPassword() throws IOException {
        Path passwords =
                Asadmin.passwordFile(root, "AS_ADMIN_PASSWORD=", "AS_ADMIN_NEWPASSWORD=" + Administrator.PASSWORD);
        Asadmin.local(path(), root)
                .run(
                        "--user=" + Administrator.USER,
                        "--passwordfile=" + passwords,
                        "change-admin-password",
                        "--domaindir=" + domains(),
                        "--domain_name=" + DOMAIN);
        Files.delete(passwords);
    }
}
