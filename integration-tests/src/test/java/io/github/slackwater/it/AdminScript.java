package io.github.slackwater.it;

import io.github.slackwater.rig.DomainServer;
import io.github.slackwater.rig.RunningServer;
import io.github.slackwater.rig.WildFlyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The script that redeploys the shop on one server, as an administrator runs it: in a process of its own, with the
 * server's own command line.
 */
final class AdminScript {

    /** By the qualifier of the run. The other editions of WildFly have the same command line. */
    private static final Map<String, String> SCRIPTS = Map.of(
            "payara", "payara-redeploy",
            "glassfish", "payara-redeploy",
            "wildfly-37", "wildfly-redeploy",
            "wildfly-39", "wildfly-redeploy");

    private final Path script;
    private final Path folder;
    private final List<String> connection;
    private final String url;
    private int runs;

    private AdminScript(Path script, Path folder, List<String> connection, String url) {
        this.script = script;
        this.folder = folder;
        this.connection = connection;
        this.url = url;
    }

    /** The name of the script for the server of this run; empty where there is none. */
    static Optional<String> name() {
        return Optional.ofNullable(SCRIPTS.get(System.getProperty("arquillian.launch", "payara")));
    }

    /**
     * The script for a server.
     *
     * @param folder where its own files go: its temporary folder, its output, what its tools leave behind
     */
    static AdminScript on(LaunchedServer launched, Path folder) throws IOException {
        RunningServer process = launched.process();
        String name = name().orElseThrow();
        List<String> connection = switch (name) {
            case "payara-redeploy" -> asadmin((DomainServer) process, launched.server(), folder);
            default -> jbossCli((WildFlyServer) process, launched.server(), folder);
        };
        return new AdminScript(
                Artifacts.script(name),
                folder,
                connection,
                process.http("/shop/version").toString());
    }

    /** A command in place of {@code bin/asadmin} that leaves nothing in the home directory. */
    private static List<String> asadmin(DomainServer process, ServerUnderTest server, Path folder) throws IOException {
        Path jar = Path.of(property(server, "com.sun.aas.installRoot")).resolve("lib/client/appserver-cli.jar");
        Path command = folder.resolve("asadmin");
        Files.writeString(
                command,
                "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -Duser.home='%s' -jar '%s' \"$@\"\n"
                        .formatted(java(), folder, jar));
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        return List.of(
                "--name=shop",
                "--asadmin=" + command,
                "--host=127.0.0.1",
                "--port=" + process.adminPort(),
                "--user=" + process.adminUser(),
                "--passwordfile=" + secret(folder, "AS_ADMIN_PASSWORD=" + process.adminPassword()),
                "--jmx=127.0.0.1:" + process.jmxPort());
    }

    private static List<String> jbossCli(WildFlyServer process, ServerUnderTest server, Path folder)
            throws IOException {
        Path command = Path.of(property(server, "jboss.home.dir")).resolve("bin/jboss-cli.sh");
        // The rig unpacks without permissions.
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        return List.of(
                "--name=shop.war",
                "--cli=" + command,
                "--controller=127.0.0.1:" + process.jmxPort(),
                "--user=" + process.adminUser(),
                "--password-file=" + secret(folder, process.adminPassword()));
    }

    private static Path secret(Path folder, String line) throws IOException {
        Path file = folder.resolve("password");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, line + "\n");
    }

    private static String property(ServerUnderTest server, String name) throws IOException {
        return String.valueOf(ManagementFactory.getPlatformMXBean(server.jmx(), RuntimeMXBean.class)
                .getSystemProperties()
                .get(name));
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** Runs it to its end; its options for this server come first, so that the given ones win. */
    Result run(Path archive, String... options) {
        try (Run run = start(archive, options)) {
            return run.result();
        }
    }

    Run start(Path archive, String... options) {
        List<String> arguments = new ArrayList<>(connection);
        arguments.addAll(List.of("--url", url, "--archive", archive.toString()));
        arguments.addAll(List.of(options));
        return start(arguments);
    }

    /** With these arguments alone. */
    Result runWith(String... arguments) {
        try (Run run = start(List.of(arguments))) {
            return run.result();
        }
    }

    private Run start(List<String> arguments) {
        List<String> line = new ArrayList<>(List.of(script.toString()));
        line.addAll(arguments);
        Path output = folder.resolve("run-" + ++runs + ".log");
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TMPDIR", temporary().toString());
        builder.environment().put("JAVA_OPTS", "-Xmx256m -Duser.home=" + folder);
        try {
            Files.createDirectories(temporary());
            return new Run(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where locks and saved archives are while it runs. */
    Path temporary() {
        return folder.resolve("tmp");
    }

    /** What became of a run. */
    record Result(int exitCode, String output) {}

    /** A script that runs. */
    static final class Run implements AutoCloseable {

        private static final Duration BOUND = Duration.ofMinutes(3);

        private final Process process;
        private final Path output;
        private @Nullable Result result;

        private Run(Process process, Path output) {
            this.process = process;
            this.output = output;
        }

        /** Sends SIGTERM. */
        void terminate() {
            process.destroy();
        }

        /** What it has printed so far. */
        String output() {
            try {
                return Files.readString(output);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Blocks until its end. */
        Result result() {
            Result known = result;
            if (known != null) {
                return known;
            }
            try {
                if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                    throw new AssertionError("the script still ran after " + BOUND.toSeconds() + " s:\n" + output());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for the script", e);
            }
            Result ended = new Result(process.exitValue(), output());
            result = ended;
            return ended;
        }

        @Override
        public void close() {
            if (process.isAlive()) {
                process.destroy();
                Result unused = result();
            }
        }
    }
}
