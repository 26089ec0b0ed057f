package io.github.slackwater.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Two servers of a kind, one of them with Slackwater, under the same load in turn: what slows the machine down slows both.
 * Blocks for minutes, and says how far it is.
 */
final class Throughput {

    /** Compiled as in production; the rig's servers are for tests that start many. */
    private static final String OPTIMIZED = "-XX:TieredStopAtLevel=4";

    private static final int WARM_UP_SECONDS = 20;
    private static final int SETTLE_SECONDS = 2;

    /** One window of each server, right after the other. */
    record Pair(Window with, Window without) {
        double throughput() {
            return with.perSecond() / without.perSecond();
        }

        double p99() {
            return with.p99Millis() / without.p99Millis();
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

    List<Pair> run() throws IOException, InterruptedException {
        Wrk wrk = Wrk.find();
        progress.accept("starts two " + options.server().label());
        try (SoakServer with = SoakServer.start(options.server(), home, OPTIMIZED);
                SoakServer without = SoakServer.start(options.server(), home, OPTIMIZED)) {
            if (!options.control()) {
                with.deploySlackwater(home);
            }
            progress.accept("warms both up");
            for (SoakServer server : List.of(with, without)) {
                wrk.run(address(server), options.connections(), WARM_UP_SECONDS);
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
                        "%2d/%d  with %.0f/s, without %.0f/s: %.3f",
                        pairs.size(),
                        options.pairs(),
                        pair.with().perSecond(),
                        pair.without().perSecond(),
                        pair.throughput()));
            }
            return pairs;
        }
    }

    private Window window(Wrk wrk, SoakServer server) throws IOException, InterruptedException {
        wrk.run(address(server), options.connections(), SETTLE_SECONDS);
        return wrk.run(address(server), options.connections(), options.seconds());
    }

    private static URI address(SoakServer server) {
        return URI.create(server.shop() + "/catalog?request=throughput");
    }
}
