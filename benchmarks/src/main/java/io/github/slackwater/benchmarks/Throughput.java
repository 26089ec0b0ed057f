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
 * Two servers of a kind, one of them with Slackwater, under the same load in turn, in windows so short that what slows the machine
 * down slows both. Then two more, since what the JIT makes of a server differs from start to start. Blocks for minutes, and says how
 * far it is.
 */
final class Throughput {

    /**
     * What the rig's servers are given is for tests, which start many and look for leaks. The heap is of a fixed size and far larger
     * than what lives in it: where that comes near half of the heap, G1 marks all the time, and one of two equal servers more than the other.
     */
    private static final String[] AS_IN_PRODUCTION = {
        "-XX:TieredStopAtLevel=4", "-XX:SoftRefLRUPolicyMSPerMB=1000", "-Xms2g", "-Xmx2g"
    };

    private static final int WARM_UPS = 2;
    private static final int WARM_UP_SECONDS = 15;

    /** A line of progress comes after so many seconds of load, or after a pair that takes longer. */
    private static final int PROGRESS_SECONDS = 10;

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
            starts.add(start(wrk, start % 2 == 1));
        }
        return starts;
    }

    /** What is started first, warmed up first and measured first, changes from start to start: neither gains by it. */
    private List<Pair> start(Wrk wrk, boolean withFirst) throws IOException, InterruptedException {
        try (SoakServer first = SoakServer.start(options.server(), home, AS_IN_PRODUCTION);
                SoakServer second = SoakServer.start(options.server(), home, AS_IN_PRODUCTION)) {
            SoakServer with = withFirst ? first : second;
            SoakServer without = withFirst ? second : first;
            if (!options.control()) {
                with.deploySlackwater(home);
            }
            progress.accept("warms both up, %d s".formatted(2 * WARM_UPS * WARM_UP_SECONDS));
            for (int i = 0; i < WARM_UPS; i++) {
                wrk.run(address(first), options.connections(), WARM_UP_SECONDS);
                wrk.run(address(second), options.connections(), WARM_UP_SECONDS);
            }
            int pairsOfALine = Math.max(1, PROGRESS_SECONDS / (2 * options.seconds()));
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < options.pairs(); i++) {
                pairs.add(pair(wrk, with, without, withFirst == (i % 2 == 0)));
                if (pairs.size() % pairsOfALine == 0 || pairs.size() == options.pairs()) {
                    progress.accept(String.format(
                            Locale.ROOT,
                            "%2d/%d  with / without so far: requests %.3f, processor time of one %.3f",
                            pairs.size(),
                            options.pairs(),
                            Ratio.mean(pairs, Pair::throughput),
                            Ratio.mean(pairs, Pair::cpu)));
                }
            }
            return pairs;
        }
    }

    /** @param withFirst changes from pair to pair */
    private Pair pair(Wrk wrk, SoakServer with, SoakServer without, boolean withFirst)
            throws IOException, InterruptedException {
        Window one = window(wrk, withFirst ? with : without);
        Window other = window(wrk, withFirst ? without : with);
        return withFirst ? new Pair(one, other) : new Pair(other, one);
    }

    private Window window(Wrk wrk, SoakServer server) throws IOException, InterruptedException {
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
