package io.github.slackwater.benchmarks.gate;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** Runs {@code src/main/go/notice.go}, which measures Go's {@code http.Server.Shutdown} in Go itself. */
final class GoShutdown {

    private static final Path PROGRAM = Path.of("benchmarks/src/main/go/notice.go");

    private GoShutdown() {}

    /**
     * Builds and runs it.
     *
     * @param atMostMillis the request goes on for at most so long once the shutdown has begun
     * @return in microseconds; empty if Go is not installed
     */
    static Optional<Histogram> measure(int drains, long atMostMillis) throws IOException, InterruptedException {
        Optional<Path> go = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "go"))
                .filter(Files::isExecutable)
                .findFirst();
        return go.isEmpty() ? Optional.empty() : Optional.of(run(go.get(), drains, atMostMillis));
    }

    private static Histogram run(Path go, int drains, long atMostMillis) throws IOException, InterruptedException {
        Path program = Path.of(System.getProperty("slackwater.home", "")).resolve(PROGRAM);
        Process process = new ProcessBuilder(
                        go.toString(), "run", program.toString(), String.valueOf(drains), atMostMillis + "ms")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Histogram micros = TimeToNotice.micros();
        try (BufferedReader printed = process.inputReader()) {
            printed.lines().mapToLong(Long::parseLong).forEach(micros::recordValue);
        }
        if (process.waitFor() != 0 || micros.getTotalCount() != drains) {
            throw new IllegalStateException("go: exit code %d after %d drains (expected 0 after %d)"
                    .formatted(process.exitValue(), micros.getTotalCount(), drains));
        }
        return micros;
    }
}
