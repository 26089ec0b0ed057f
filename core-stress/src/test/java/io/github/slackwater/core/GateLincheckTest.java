package io.github.slackwater.core;

import org.jetbrains.lincheck.datastructures.BooleanGen;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

/** The word itself, move by move: whatever interleaves, it can have happened one after the other. */
@Param(name = "thread", gen = ThreadIdGen.class)
public class GateLincheckTest {

    private static final int MOST_THREADS = 8;

    private final Gate gate = new Gate();
    private final boolean[] in = new boolean[MOST_THREADS];

    @Test
    void isLinearizable() {
        Lincheck.check(GateLincheckTest.class, Specification.class);
    }

    /** A thread has one request at most. */
    @Operation(params = "thread")
    public boolean enter(int thread) {
        boolean admitted = !in[thread] && Gate.admits(gate.enter());
        in[thread] |= admitted;
        return admitted;
    }

    /** What the one that leaves gets to know. */
    @Operation(params = "thread")
    public String leave(int thread) {
        if (!in[thread]) {
            return "not in";
        }
        in[thread] = false;
        long word = gate.leave();
        return Gate.state(word) + " " + Gate.count(word) + " in " + Gate.epoch(word) + " " + Gate.isSettling(word);
    }

    /** The operators' moves are made under a lock. */
    @Operation(nonParallelGroup = "operator")
    public long begin(@Param(gen = BooleanGen.class) boolean announce) {
        return gate.state() == State.SERVING ? gate.begin(announce ? State.LAME_DUCK : State.DRAINING) : -1;
    }

    @Operation(nonParallelGroup = "operator")
    public boolean close() {
        boolean announced = gate.state() == State.LAME_DUCK;
        if (announced) {
            gate.move(State.DRAINING);
        }
        return announced;
    }

    @Operation(nonParallelGroup = "operator")
    public void resume() {
        gate.move(State.SERVING);
    }

    @Operation
    public boolean settle(@Param(gen = IntGen.class, conf = "0:2") int epoch) {
        return gate.settle(epoch);
    }

    @Operation
    public State state() {
        return gate.state();
    }

    @Operation
    public int inFlight() {
        return gate.inFlight();
    }

    /** The same on one thread. */
    public static class Specification {
        private final boolean[] in = new boolean[MOST_THREADS];
        private State state = State.SERVING;
        private int count;
        private long drain;

        public boolean enter(int thread) {
            boolean admitted = !in[thread] && (state == State.SERVING || state == State.LAME_DUCK);
            if (admitted) {
                in[thread] = true;
                count++;
            }
            return admitted;
        }

        public String leave(int thread) {
            if (!in[thread]) {
                return "not in";
            }
            in[thread] = false;
            count--;
            return state + " " + count + " in " + drain + " " + (state == State.DRAINING && count == 0);
        }

        public long begin(boolean announce) {
            if (state != State.SERVING) {
                return -1;
            }
            state = announce ? State.LAME_DUCK : State.DRAINING;
            return ++drain;
        }

        public boolean close() {
            boolean announced = state == State.LAME_DUCK;
            state = announced ? State.DRAINING : state;
            return announced;
        }

        public void resume() {
            state = State.SERVING;
        }

        public boolean settle(int epoch) {
            boolean settled = state == State.DRAINING && count == 0 && drain == epoch;
            state = settled ? State.DRAINED : state;
            return settled;
        }

        public State state() {
            return state;
        }

        public int inFlight() {
            return count;
        }
    }
}
