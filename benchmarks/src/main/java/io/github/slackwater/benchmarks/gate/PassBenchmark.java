package io.github.slackwater.benchmarks.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One request in and out, while others are in flight, and somebody lists them or does not. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PassBenchmark {

    /** One of {@link Peer.Kind}. */
    @Param("SLACKWATER")
    public String peer = "";

    /** So many requests that are in flight all the time. */
    @Param("0")
    public int others;

    /** So often a second all of them are listed, by a thread of its own. */
    @Param("0")
    public int lists;

    private Peer gate = new SlackwaterPeer();
    private final List<Object> crowd = new ArrayList<>();
    private @Nullable Thread lister;

    /** Makes the crowd. */
    @Setup(Level.Trial)
    public void begin() {
        gate = Peer.Kind.valueOf(peer).create();
        for (int i = 0; i < others; i++) {
            crowd.add(gate.enter());
        }
        if (lists > 0) {
            Thread thread = new Thread(this::list, "lister");
            thread.setDaemon(true);
            thread.start();
            lister = thread;
        }
    }

    private void list() {
        while (!Thread.currentThread().isInterrupted()) {
            if (gate.list() < others) {
                throw new IllegalStateException("the list is too short");
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / lists);
        }
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void end() {
        if (lister != null) {
            lister.interrupt();
        }
        crowd.forEach(gate::leave);
        crowd.clear();
    }

    /** What is measured. */
    @Benchmark
    public void pass() {
        gate.pass();
    }
}
