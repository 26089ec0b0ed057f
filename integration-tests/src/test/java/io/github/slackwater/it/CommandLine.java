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
        List<String> line = new ArrayList<>(List.of(
                Artifacts.commandLine().toString(),
                command,
                "--jmx=" + server.jmxUrl(),
                "--user=" + server.user(),
                "--password-file=" + password));
        line.addAll(List.of(options));
        Path printed = folder.resolve("printed");
        Path errors = folder.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectOutput(printed.toFile()).redirectError(errors.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SLACKWATER_CLASSPATH", classPath);
        try {
            Process process = builder.start();
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

    /** WildFly's protocol has classes of its own; the others' are in the JDK. */
    private String clientJars() {
        return server.jmxEnvironment().get(JMXConnectorFactory.PROTOCOL_PROVIDER_CLASS_LOADER)
                        instanceof URLClassLoader jars
                ? Arrays.stream(jars.getURLs()).map(URL::getPath).collect(Collectors.joining(":"))
                : "";
    }
}
