package io.github.slackwater.benchmarks.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Prints one table: what a request costs at each peer's gate, with the spread over forks. Each round starts a JVM for each peer, one
 * after the other, so that whatever else runs on the machine meets all of them.
 */
final class GateCost {

    private static final int[] THREADS = {1, 2, 4, 8};
    private static final String[] OTHERS = {"0", "100", "10000"};

    /** Of one line of the table. */
    private record Line(Peer.Kind peer, int threads, String others, String lists) implements Comparable<Line> {
        @Override
        public int compareTo(Line other) {
            return sortKey().compareTo(other.sortKey());
        }

        private String sortKey() {
            return "%s %8s %3d %02d"
                    .formatted(
                            lists, others, threads, List.of(Peer.Kind.values()).indexOf(peer));
        }
    }

    private final int rounds;
    private final Map<Line, List<Double>> nanos = new TreeMap<>();
    private final Map<Line, List<Double>> bytes = new TreeMap<>();

    private GateCost(int rounds) {
        this.rounds = rounds;
    }

    /**
     * Runs it.
     *
     * @param arguments how many rounds, 3 if none is given; and one part of it alone: {@code peers} or {@code crowds}
     */
    public static void main(String[] arguments) throws RunnerException {
        GateCost cost = new GateCost(arguments.length == 0 ? 3 : Integer.parseInt(arguments[0]));
        List<String> parts = arguments.length < 2 ? List.of("peers", "crowds") : List.of(arguments[1]);
        for (int round = 1; round <= cost.rounds; round++) {
            if (parts.contains("peers")) {
                cost.peers(OTHERS[0]);
            }
            if (parts.contains("crowds")) {
                cost.crowds();
            }
            System.err.println("gate-cost: round " + round + " of " + cost.rounds + " done");
        }
        cost.print();
        if (parts.contains("crowds")) {
            cost.printList();
        }
    }

    private void peers(String others) throws RunnerException {
        for (int threads : THREADS) {
            for (Peer.Kind peer : Peer.Kind.values()) {
                measure(new Line(peer, threads, others, "0"));
            }
        }
    }

    /** With more in flight, at one thread and at two. */
    private void crowds() throws RunnerException {
        for (String others : List.of(OTHERS[1], OTHERS[2])) {
            for (int threads : new int[] {1, 2}) {
                for (Peer.Kind peer : Peer.Kind.values()) {
                    measure(new Line(peer, threads, others, "0"));
                }
            }
        }
    }

    private void measure(Line line) throws RunnerException {
        RunResult result = new Runner(options("PassBenchmark")
                        .param("peer", line.peer.name())
                        .param("others", line.others)
                        .param("lists", line.lists)
                        .threads(line.threads)
                        .addProfiler(GCProfiler.class)
                        .build())
                .runSingle();
        add(nanos, line, result.getPrimaryResult().getScore());
        result.getSecondaryResults().forEach((name, value) -> {
            if (name.endsWith("alloc.rate.norm")) {
                add(bytes, line, value.getScore());
            }
        });
    }

    private void printList() throws RunnerException {
        for (RunResult result : new Runner(options("ListBenchmark").build()).run()) {
            System.out.printf(
                    Locale.ROOT,
                    "%nList of 10,000 in flight: %.0f us%n",
                    result.getPrimaryResult().getScore());
        }
    }

    private static ChainedOptionsBuilder options(String benchmark) {
        return new OptionsBuilder()
                .include("\\." + benchmark + "\\.")
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.milliseconds(400))
                .measurementIterations(3)
                .measurementTime(TimeValue.milliseconds(400))
                .jvmArgsAppend("-Xms256m", "-Xmx256m")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    private static void add(Map<Line, List<Double>> to, Line line, double value) {
        to.computeIfAbsent(line, unused -> new ArrayList<>()).add(value);
    }

    private void print() {
        System.out.println(
                "| lists/s | in flight | threads | peer | ns a request: median | min | max | to Slackwater | bytes |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        nanos.forEach((line, values) -> {
            List<Double> sorted = values.stream().sorted().toList();
            Line own = new Line(Peer.Kind.SLACKWATER, line.threads, line.others, line.lists);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %d | %s | %.1f | %.1f | %.1f | %.2f | %.0f |%n",
                    line.lists,
                    line.others,
                    line.threads,
                    line.peer.name().toLowerCase(Locale.ROOT),
                    median(sorted),
                    sorted.get(0),
                    sorted.get(sorted.size() - 1),
                    median(sorted) / median(nanos.getOrDefault(own, sorted)),
                    median(bytes.getOrDefault(line, List.of(0.0))));
        });
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
