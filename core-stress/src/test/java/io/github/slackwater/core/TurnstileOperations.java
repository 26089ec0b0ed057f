package io.github.slackwater.core;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/** What requests and operators do at a gate, for Lincheck. */
@Param(name = "thread", gen = ThreadIdGen.class)
public abstract class TurnstileOperations {

    private static final int MOST_THREADS = 8;

    private final Turnstile gate;
    private final boolean[] in = new boolean[MOST_THREADS];

    TurnstileOperations(Turnstile gate) {
        this.gate = gate;
    }

    @Operation(params = "thread")
    public boolean enter(int thread) {
        boolean admitted = !in[thread] && gate.enter();
        in[thread] |= admitted;
        return admitted;
    }

    /** Who makes slack water known is not looked at: both may, but one has to, see {@link #slackWaterIsKnown}. */
    @Operation(params = "thread")
    public boolean leave(int thread) {
        boolean was = in[thread];
        if (was) {
            in[thread] = false;
            gate.leave();
        }
        return was;
    }

    @Operation(nonParallelGroup = "operator")
    public void close() {
        gate.close();
    }

    @Operation(nonParallelGroup = "operator")
    public void resume() {
        gate.resume();
    }

    @Operation
    public int inFlight() {
        return gate.inFlight();
    }

    /** Asked when nothing runs any more: slack water is known if, and only if, it is there. */
    @Validate
    public void slackWaterIsKnown() {
        int count = 0;
        for (boolean one : in) {
            count += one ? 1 : 0;
        }
        boolean closed = !gate.enter();
        if (!closed) {
            gate.leave();
        }
        if (gate.isSlackWater() != (closed && count == 0)) {
            throw new IllegalStateException(
                    "slack water known: %s, closed: %s, in flight: %d".formatted(gate.isSlackWater(), closed, count));
        }
    }

    /** The same on one thread. */
    public static class Specification {
        private final boolean[] in = new boolean[MOST_THREADS];
        private boolean closed;
        private int count;

        public boolean enter(int thread) {
            boolean admitted = !in[thread] && !closed;
            if (admitted) {
                in[thread] = true;
                count++;
            }
            return admitted;
        }

        public boolean leave(int thread) {
            boolean was = in[thread];
            in[thread] = false;
            count -= was ? 1 : 0;
            return was;
        }

        public void close() {
            closed = true;
        }

        public void resume() {
            closed = false;
        }

        public int inFlight() {
            return count;
        }
    }
}
