package io.github.slackwater.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.management.remote.JMXConnectorFactory;

/** {@code ./slackwater} as an administrator runs it, in a process of its own, on one server. */
final class CommandLine {

    private static final int BOUND_SECONDS = 60;

    /** What it printed on its two outputs, and its exit code. */
    record Result(int exitCode, String output, String errors) {}

    private final ServerUnderTest.Address server;
    private final Path folder;
    private final Path password;

    /** @param folder for the password and what is printed */
    CommandLine(ServerUnderTest server, Path folder) {
        this.server = server.address();
        this.folder = folder;
        this.password = folder.resolve("password");
        try {
            Files.createFile(
                    password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(password, this.server.password() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Result run(String command, String... options) {
        return run(clientJars(), command, options);
    }

    /** Without what the server's own JMX protocol needs, as in a shell where nobody has set it. */
    Result runWithoutClientJars(String command, String... options) {
        return run("", command, options);
    }

    boolean needsClientJars() {
        return !clientJars().isEmpty();
    }

    private Result run(String classPath, String command, String... options) {
        return start(classPath, command, options).result();
    }

    /** Does not wait for its end. One at a time, since each has the same two files for what it prints. */
    Run start(String command, String... options) {
        return start(clientJars(), command, options);
    }

    /** On a process of this machine, with the credentials of somebody who may not be let in. */
    Result runOnProcess(long pid, String user, String secret, String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command, "--pid=" + pid));
        arguments.addAll(List.of(options));
        return start(Map.of("SLACKWATER_USER", user, "SLACKWATER_PASSWORD", secret), command, arguments)
                .result();
    }

    /** A command for several servers, which a file names: nothing is added but who connects. */
    Run startOnFleet(String command, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of(command, "--user=" + server.user(), "--password-file=" + password));
        arguments.addAll(List.of(options));
        return start(Map.of("SLACKWATER_CLASSPATH", clientJars()), command, arguments);
    }

    private Run start(String classPath, String command, String... options) {
        List<String> arguments = new ArrayList<>(
                List.of(command, "--jmx=" + server.jmxUrl(), "--user=" + server.user(), "--password-file=" + password));
        arguments.addAll(List.of(options));
        return start(Map.of("SLACKWATER_CLASSPATH", classPath), command, arguments);
    }

    private Run start(Map<String, String> variables, String command, List<String> arguments) {
        // Where the build runs in the background, it would begin with signals ignored, and leave them so.
        List<String> line = new ArrayList<>(List.of(
                "env", "--default-signal=INT,TERM,HUP", Artifacts.commandLine().toString()));
        line.addAll(arguments);
        Path printed = folder.resolve("printed");
        Path errors = folder.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectOutput(printed.toFile()).redirectError(errors.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(variables);
        builder.environment().put("TMPDIR", temporary().toString());
        try {
            Files.createDirectories(temporary());
            return new Run(command, builder.start(), printed, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its temporary files are while it runs. */
    Path temporary() {
        return folder.resolve("tmp");
    }

    /** A command that runs. */
    static final class Run {

        private final String command;
        private final Process process;
        private final Path printed;
        private final Path errors;

        private Run(String command, Process process, Path printed, Path errors) {
            this.command = command;
            this.process = process;
            this.printed = printed;
            this.errors = errors;
        }

        /** Sends SIGTERM. */
        void terminate() {
            process.destroy();
        }

        /** Ctrl-C. */
        void interrupt() {
            Signals.send(process.pid(), "INT");
        }

        /** Sends SIGKILL, and waits for the end. */
        void kill() {
            try {
                process.destroyForcibly().waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(command + ": interrupted", e);
            }
        }

        boolean isAlive() {
            return process.isAlive();
        }

        /** What it has printed so far. */
        String output() {
            try {
                return Files.readString(printed);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Blocks until its end. */
        Result result() {
            try {
                if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(command + ": not done after " + BOUND_SECONDS + " s");
                }
                return new Result(process.exitValue(), Files.readString(printed), Files.readString(errors));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(command + ": interrupted", e);
            }
        }
    }

    /** WildFly's protocol has classes of its own; the others' are in the JDK. */
    private String clientJars() {
        return server.jmxEnvironment().get(JMXConnectorFactory.PROTOCOL_PROVIDER_CLASS_LOADER)
                        instanceof URLClassLoader jars
                ? Arrays.stream(jars.getURLs()).map(URL::getPath).collect(Collectors.joining(":"))
                : "";
    }
}
