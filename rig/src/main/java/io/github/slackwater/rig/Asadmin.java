package io.github.slackwater.rig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The server's own {@code asadmin}, each command in a process of its own. It runs as {@code bin/asadmin} runs it, but with a
 * home directory inside the given one, because it leaves a cache there.
 */
final class Asadmin {
    private static final int LONGEST_SECONDS = 300;

    private final Path jar;
    private final Path directory;
    private final List<String> connection;

    private Asadmin(Path home, Path directory, List<String> connection) {
        this.jar = home.resolve("glassfish/lib/client/appserver-cli.jar");
        this.directory = directory;
        this.connection = connection;
    }

    /** For commands that need no running server. */
    static Asadmin local(Path home, Path directory) {
        return new Asadmin(home, directory, List.of("--interactive=false"));
    }

    /** For commands to a running server. */
    static Asadmin remote(Path home, Path directory, int port, String user, String password, String... morePasswords)
            throws IOException {
        List<String> lines = new ArrayList<>(List.of("AS_ADMIN_PASSWORD=" + password));
        lines.addAll(List.of(morePasswords));
        Path passwords = passwordFile(directory, lines.toArray(String[]::new));
        return new Asadmin(
                home,
                directory,
                List.of(
                        "--interactive=false",
                        "--host=127.0.0.1",
                        "--port=" + port,
                        "--user=" + user,
                        "--passwordfile=" + passwords));
    }

    static Path passwordFile(Path directory, String... lines) throws IOException {
        Path file = directory.resolve("asadmin-passwords");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.write(file, List.of(lines));
    }

    /**
     * Runs one command and returns what it printed.
     *
     * @throws ServerException with the output, when the command fails or takes over five minutes
     */
    String run(String... command) {
        List<String> line = new ArrayList<>(List.of(
                Java.executable(), "-XX:TieredStopAtLevel=1", "-Duser.home=" + directory, "-jar", jar.toString()));
        line.addAll(connection);
        line.addAll(List.of(command));
        String shown = "asadmin " + String.join(" ", command);
        try {
            Path output = Files.createTempFile(directory, "asadmin-", ".log");
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(Java.NOTHING))
                    .start();
            int exit = waitFor(process, shown);
            String printed = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            if (exit != 0) {
                throw new ServerException(shown + ": exit code " + exit + " (expected 0)\n" + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new ServerException(shown + ": cannot be run", e);
        }
    }

    private static int waitFor(Process process, String shown) {
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new ServerException(shown + ": still runs after " + LONGEST_SECONDS + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException(shown + ": interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
