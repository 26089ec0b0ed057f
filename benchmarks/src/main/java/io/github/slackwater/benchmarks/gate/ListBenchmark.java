package io.github.slackwater.benchmarks.gate;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The list of all requests in flight, as {@code activeRequests()} gives it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ListBenchmark {

    /** So many. */
    @Param("10000")
    public int others;

    private final Peer gate = new SlackwaterPeer();

    /** Lets them in. */
    @Setup
    public void begin() {
        for (int i = 0; i < others; i++) {
            gate.enter();
        }
    }

    /** What is measured. */
    @Benchmark
    public int list() {
        return gate.list();
    }
}
