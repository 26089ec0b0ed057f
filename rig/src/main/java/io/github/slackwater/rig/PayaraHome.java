package io.github.slackwater.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** An unpacked Payara Server that instances share: made once, read only afterwards. */
final class PayaraHome {
    static final String USER = "admin";
    static final String PASSWORD = "slack-water";
    private static final String DOMAIN = "domain1";

    private final Path root;
    private final String version;

    private PayaraHome(Path root, String version) {
        this.root = root;
        this.version = version;
    }

    /** Unpacks the zip beside the instances unless that was done before. */
    static PayaraHome of(Servers servers) {
        Path zip = servers.payaraServerZip();
        String version = zip.getFileName().toString().replaceAll("^payara-|\\.zip$", "");
        Path root = servers.prepared(zip, (artifact, to) -> {
            Directories.unzip(artifact, to);
            PayaraHome home = new PayaraHome(to, version);
            home.setPassword();
            home.keepFrameworkCache(servers);
        });
        return new PayaraHome(root, version);
    }

    String name() {
        return "Payara Server " + version;
    }

    /** The folder with {@code glassfish} in it. */
    Path path() {
        return root.resolve("payara6");
    }

    /** A new domain in a directory of its own. */
    Path copyDomain(Path directory) throws IOException {
        Path domain = directory.resolve(DOMAIN);
        Directories.copy(domains().resolve(DOMAIN), domain, Files::copy);
        return domain;
    }

    /** A first start fills the OSGi framework's cache; those that begin with it need two thirds of the time. */
    private void keepFrameworkCache(Servers servers) throws IOException {
        try (PayaraServer first = PayaraServer.boot(this, servers, ServerOptions.defaults())) {
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
        Path passwords = Asadmin.passwordFile(root, "AS_ADMIN_PASSWORD=", "AS_ADMIN_NEWPASSWORD=" + PASSWORD);
        Asadmin.local(path(), root)
                .run(
                        "--user=" + USER,
                        "--passwordfile=" + passwords,
                        "change-admin-password",
                        "--domaindir=" + domains(),
                        "--domain_name=" + DOMAIN);
        Files.delete(passwords);
    }
}
