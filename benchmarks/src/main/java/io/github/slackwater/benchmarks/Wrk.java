package io.github.slackwater.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code wrk}, a load tool in C that leaves the cores to the server: closed loop, one request after the other on each
 * connection. So it tells throughput; it is no proof that nothing is lost.
 */
final class Wrk {

    /**
     * What it did.
     *
     * @param requests that were answered
     * @param p99Millis of their times
     */
    record Load(long requests, double seconds, double p99Millis) {}

    /** Prints what we read as the last line. */
    private static final String REPORT = """
            done = function(summary, latency, requests)
              local e = summary.errors
              print(string.format('{"requests":%d,"micros":%d,"errors":%d,"p99":%d}',
                summary.requests, summary.duration, e.connect + e.read + e.write + e.status + e.timeout,
                latency:percentile(99.0)))
            end
            """;

    private final Path program;
    private final Path script;

    private Wrk(Path program, Path script) {
        this.program = program;
        this.script = script;
    }

    /**
     * Finds it.
     *
     * @throws IllegalStateException saying how to get it, when it is not installed
     */
    static Wrk find() throws IOException {
        Optional<Path> program = Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, "wrk"))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            throw new IllegalStateException("wrk is not installed (Debian: apt-get install wrk)");
        }
        Path script = Files.createTempFile("slackwater-wrk-", ".lua");
        script.toFile().deleteOnExit();
        return new Wrk(program.get(), Files.writeString(script, REPORT));
    }

    /**
     * Blocks for so many seconds.
     *
     * @throws IllegalStateException if any request failed, or wrk did
     */
    Load run(URI address, int connections, int seconds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--threads=1",
                        "--connections=" + connections,
                        "--duration=" + seconds + "s",
                        "--script=" + script,
                        address.toString())
                .redirectErrorStream(true)
                .start();
        List<String> printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (process.waitFor() != 0 || printed.isEmpty()) {
            throw new IllegalStateException("wrk: " + String.join("\n", printed));
        }
        return load(printed.get(printed.size() - 1));
    }

    static Load load(String line) throws IOException {
        JsonNode report = new ObjectMapper().readTree(line);
        if (report.path("errors").asLong(-1) != 0 || report.path("requests").asLong() == 0) {
            throw new IllegalStateException("wrk: " + line + " (expected requests, and no errors)");
        }
        return new Load(
                report.get("requests").asLong(),
                report.get("micros").asLong() / 1e6,
                report.get("p99").asLong() / 1e3);
    }
}
