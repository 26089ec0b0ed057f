package io.github.slackwater.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Two servers of a kind, one of them with Slackwater, under the same load in turn: what slows the machine down slows both. Then two
 * more, since what the JIT makes of a server differs from start to start, by more than Slackwater costs. Blocks for minutes, and
 * says how far it is.
 */
final class Throughput {

    /** Compiled as in production; the rig's servers are for tests that start many. */
    private static final String OPTIMIZED = "-XX:TieredStopAtLevel=4";

    private static final int WARM_UPS = 2;
    private static final int WARM_UP_SECONDS = 15;
    private static final int SETTLE_SECONDS = 2;

    /** One window of each server, right after the other. */
    record Pair(Window with, Window without) {
        double throughput() {
            return with.perSecond() / without.perSecond();
        }

        double p99() {
            return with.p99Millis() / without.p99Millis();
        }

        double cpu() {
            return with.cpuMicros() / without.cpuMicros();
        }
    }

    private final ThroughputOptions options;
    private final Path home;
    private final Consumer<String> progress;

    Throughput(ThroughputOptions options, Path home, Consumer<String> progress) {
        this.options = options;
        this.home = home;
        this.progress = progress;
    }

    /** The pairs of each start. */
    List<List<Pair>> run() throws IOException, InterruptedException {
        Wrk wrk = Wrk.find();
        List<List<Pair>> starts = new ArrayList<>();
        for (int start = 1; start <= options.starts(); start++) {
            progress.accept("starts two %s, %d/%d".formatted(options.server().label(), start, options.starts()));
            starts.add(start(wrk));
        }
        return starts;
    }

    private List<Pair> start(Wrk wrk) throws IOException, InterruptedException {
        try (SoakServer with = SoakServer.start(options.server(), home, OPTIMIZED);
                SoakServer without = SoakServer.start(options.server(), home, OPTIMIZED)) {
            if (!options.control()) {
                with.deploySlackwater(home);
            }
            progress.accept("warms both up");
            for (int i = 0; i < WARM_UPS; i++) {
                wrk.run(address(with), options.connections(), WARM_UP_SECONDS);
                wrk.run(address(without), options.connections(), WARM_UP_SECONDS);
            }
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < options.pairs(); i++) {
                // Who is first, changes: neither gains by it.
                boolean first = i % 2 == 0;
                Window one = window(wrk, first ? with : without);
                Window other = window(wrk, first ? without : with);
                Pair pair = first ? new Pair(one, other) : new Pair(other, one);
                pairs.add(pair);
                progress.accept(String.format(
                        Locale.ROOT,
                        "%2d/%d  with %.0f/s, without %.0f/s: %.3f; processor time of a request %.3f",
                        pairs.size(),
                        options.pairs(),
                        pair.with().perSecond(),
                        pair.without().perSecond(),
                        pair.throughput(),
                        pair.cpu()));
            }
            return pairs;
        }
    }

    private Window window(Wrk wrk, SoakServer server) throws IOException, InterruptedException {
        wrk.run(address(server), options.connections(), SETTLE_SECONDS);
        Duration before = cpu(server);
        Wrk.Load load = wrk.run(address(server), options.connections(), options.seconds());
        return new Window(load, cpu(server).minus(before));
    }

    private static Duration cpu(SoakServer server) {
        return ProcessHandle.of(server.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("this system does not tell what a process uses"));
    }

    private static URI address(SoakServer server) {
        return URI.create(server.shop() + "/catalog?request=throughput");
    }
}
