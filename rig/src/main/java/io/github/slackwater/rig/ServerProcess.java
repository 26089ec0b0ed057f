package io.github.slackwater.rig;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A child process with a directory of its own. Both are gone after {@link #close()}, or when this JVM ends. */
final class ServerProcess implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ServerProcess.class.getName());

    /** More than a server writes about one deployment that goes well. */
    private static final int TAIL_LINES = 40;

    private static final Set<ServerProcess> LIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> LIVE.forEach(ServerProcess::close), "rig-ends-its-servers"));
    }

    private final Path directory;
    private final Path console;
    private final Process process;

    /** Starts it; all it prints goes to {@code console.log} in the directory. */
    ServerProcess(Path directory, Path workingDirectory, List<String> command, String input) throws IOException {
        this(directory, workingDirectory, command, input, Map.of());
    }

    /** The same with environment variables, beside those of this JVM. */
    ServerProcess(
            Path directory, Path workingDirectory, List<String> command, String input, Map<String, String> environment)
            throws IOException {
        this.directory = directory;
        this.console = directory.resolve("console.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(console.toFile());
        builder.environment().putAll(environment);
        this.process = builder.start();
        LIVE.add(this);
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    Path directory() {
        return directory;
    }

    Path console() {
        return console;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    /** Of the processes that it has started, and they in turn. */
    List<Long> descendants() {
        return process.descendants().map(ProcessHandle::pid).toList();
    }

    /** SIGTERM, and the exit code; see {@link RunningServer#terminate}. */
    int terminate(Duration bound, Path log) {
        process.destroy();
        if (!ended(bound)) {
            throw new ServerException(
                    "pid " + pid() + ": still runs " + bound.toSeconds() + " s after SIGTERM\n" + tail(log));
        }
        return process.exitValue();
    }

    /** With its children: those of a daemon outlive their parent. */
    void kill() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        if (!ended(Duration.ofSeconds(10))) {
            throw new ServerException("pid " + pid() + ": still runs 10 s after SIGKILL");
        }
    }

    @Override
    public void close() {
        kill();
        LIVE.remove(this);
        try {
            Directories.delete(directory);
            Files.deleteIfExists(Path.of("/tmp/.java_pid" + pid())); // The socket of a JVM that was attached to.
        } catch (IOException e) {
            throw new UncheckedIOException(directory + ": cannot be deleted", e);
        }
    }

    private boolean ended(Duration bound) {
        try {
            return process.waitFor(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("pid " + pid() + ": interrupted while waiting for its end", e);
        }
    }

    /** Whether a log says that a port was taken: the start can be tried again on others. */
    static boolean portWasTaken(Path log) {
        return read(log).stream().anyMatch(line -> line.contains("Address already in use"));
    }

    /** The last lines of a log, for an error message. */
    static String tail(Path log) {
        List<String> lines = read(log);
        return log + ":\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    static List<String> read(Path log) {
        if (!Files.exists(log)) {
            return List.of();
        }
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, log + ": cannot be read", e);
            return List.of();
        }
    }
}
