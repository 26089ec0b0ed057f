package io.github.slackwater.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An unpacked WildFly that instances share: made once, read only afterwards. */
final class WildFlyHome {
    /** Of the users file that every WildFly comes with. */
    private static final String REALM = "ManagementRealm";

    /** One loader for each release: it holds the classes of the management client, and threads of theirs. */
    private static final Map<Path, ClassLoader> CLIENTS = new ConcurrentHashMap<>();

    /** What {@code bin/standalone.sh} gives to a JVM that has modules. */
    private static final List<String> JVM_OPTIONS = List.of(
            "-D[Standalone]",
            "-Djava.net.preferIPv4Stack=true",
            "-Djboss.modules.system.pkgs=org.jboss.byteman",
            "-Djava.awt.headless=true",
            "-Djdk.serialFilter=maxbytes=10485760;maxdepth=128;maxarray=100000;maxrefs=300000",
            "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
            "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.management/javax.management=ALL-UNNAMED",
            "--add-opens=java.naming/javax.naming=ALL-UNNAMED");

    private final Path root;
    private final String version;

    private WildFlyHome(Path root, String version) {
        this.root = root;
        this.version = version;
    }

    /** Unpacks the zip beside the instances unless that was done before. */
    static WildFlyHome of(Servers servers, String release) {
        Path zip = servers.artifact(release);
        String version = zip.getFileName().toString().replaceAll("^wildfly-dist-|\\.zip$", "");
        Path root = servers.prepared(zip, (artifact, to) -> {
            Directories.unzip(artifact, to);
            new WildFlyHome(to, version).addUser();
        });
        return new WildFlyHome(root, version);
    }

    String name() {
        return "WildFly " + version;
    }

    /** The folder with {@code jboss-modules.jar} in it. */
    Path path() {
        return root.resolve("wildfly-" + version);
    }

    /** A new base directory within the given one: configurations, users, and nothing deployed. */
    Path copyBase(Path directory) throws IOException {
        Path base = directory.resolve("standalone");
        Directories.copy(path().resolve("standalone"), base, Files::copy);
        return base;
    }

    /** The command line of {@code bin/standalone.sh}, run directly: the child is the server, and gets its signals. */
    List<String> command(Path base, List<String> jvm, List<String> server) {
        List<String> command = new ArrayList<>(List.of(Java.executable()));
        command.addAll(JVM_OPTIONS);
        command.addAll(jvm);
        command.add("-Dorg.jboss.boot.log.file=" + log(base));
        command.add("-Dlogging.configuration=file:" + base.resolve("configuration/logging.properties"));
        command.addAll(List.of("-jar", path().resolve("jboss-modules.jar").toString()));
        command.addAll(List.of("-mp", path().resolve("modules").toString(), "org.jboss.as.standalone"));
        command.addAll(List.of("-Djboss.home.dir=" + path(), "-Djboss.server.base.dir=" + base));
        command.addAll(server);
        return command;
    }

    /** As {@link #copyBase}, of a managed domain. */
    Path copyDomain(Path directory) throws IOException {
        Path base = directory.resolve("domain");
        Directories.copy(path().resolve("domain"), base, Files::copy);
        return base;
    }

    /** The command line of {@code bin/domain.sh}, run directly: the child is the process controller, others are children of it. */
    List<String> domainCommand(Path base, Path temporary, int managementPort) {
        String logging = "-Dlogging.configuration=file:" + base.resolve("configuration/logging.properties");
        String bootLog = "-Dorg.jboss.boot.log.file=" + base.resolve("log");
        String modules = path().resolve("modules").toString();
        String small = "-Xmx256m";
        return List.of(
                Java.executable(),
                "-D[Process Controller]",
                small,
                bootLog + "/process-controller.log",
                logging,
                "-jar",
                path().resolve("jboss-modules.jar").toString(),
                "-mp",
                modules,
                "org.jboss.as.process-controller",
                "-jboss-home",
                path().toString(),
                "-jvm",
                Java.executable(),
                "-mp",
                modules,
                "--",
                bootLog + "/host-controller.log",
                logging,
                "-Djava.io.tmpdir=" + temporary,
                "-Djava.net.preferIPv4Stack=true",
                "-XX:TieredStopAtLevel=1",
                small,
                "--",
                "-default-jvm",
                Java.executable(),
                "-Djboss.domain.base.dir=" + base,
                "-Djboss.management.http.port=" + managementPort,
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.bind.address.management=127.0.0.1",
                "--pc-address=127.0.0.1",
                "--interprocess-hc-address=127.0.0.1");
    }

    static Path log(Path base) {
        return base.resolve("log/server.log");
    }

    /** The classes of the management client and of its JMX protocol, apart from all others. */
    ClassLoader client() {
        return CLIENTS.computeIfAbsent(path().resolve("bin/client/jboss-cli-client.jar"), jar -> {
            try {
                return new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
            } catch (MalformedURLException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** What {@code bin/add-user.sh} does. */
    private void addUser() throws IOException {
        String line = userLine(Administrator.USER, REALM, Administrator.PASSWORD);
        Files.writeString(
                path().resolve("standalone/configuration/mgmt-users.properties"), line, StandardOpenOption.APPEND);
    }

    /** For a file of users. */
    static String userLine(String user, String realm, String password) {
        return user + "=" + md5(user + ":" + realm + ":" + password) + "\n";
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
