package io.github.slackwater.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One atomic word that decides everything: the state, the number of the drain, and how many requests are in flight.
 *
 * <pre>
 *  63                                34 33     32 31                            0
 * ┌────────────────────────────────────┬─────────┬───────────────────────────────┐
 * │ epoch: number of the latest drain  │  state  │     requests in flight        │
 * └────────────────────────────────────┴─────────┴───────────────────────────────┘
 * </pre>
 *
 * State and count change together, so there is no moment at which a request is admitted by a gate that has seen zero. A
 * refused request never touches the word. The epoch makes each drain's word distinct from every other drain's: what
 * belongs to an older drain fails its compare-and-set.
 *
 * <p>Any thread may call; nothing blocks. {@link #enter} and {@link #leave} are one atomic operation each unless others
 * enter at the same instant. The moves between states are made by {@link Drains} under its lock; only {@link #enter} and
 * {@link #leave} run beside them.
 */
final class Gate {

    private static final int EPOCH_SHIFT = 34;
    private static final int STATE_SHIFT = 32;
    private static final long STATE_MASK = 0b11L << STATE_SHIFT;
    private static final long COUNT_MASK = 0xFFFF_FFFFL;
    private static final long EPOCH_MASK = -1L << EPOCH_SHIFT;
    /** By code. */
    private static final State[] STATES = {State.SERVING, State.LAME_DUCK, State.DRAINING, State.DRAINED};

    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(Gate.class, "word", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Laid out as above. Zero is: no drain yet, SERVING, nothing in flight. */
    private volatile long word;

    /**
     * Counts a request in, if the gate admits it.
     *
     * @return the word that decided: {@link #admits} tells whether the request is in
     */
    long enter() {
        while (true) {
            // Before: the gate admits, n in flight.
            // Won:    n + 1 in flight in that same state and drain; whoever closes from now on sees this request.
            // Lost:   another request came or went, or the state changed: decide anew.
            long seen = word;
            if (!admits(seen) || WORD.weakCompareAndSet(this, seen, seen + 1)) {
                return seen;
            }
            Thread.onSpinWait();
        }
    }

    /**
     * Counts a request out. Call it once for each that {@link #enter} admitted.
     *
     * @return the word after it; if {@link #isSettling} the caller has to see to the end of the drain
     */
    long leave() {
        return (long) WORD.getAndAdd(this, -1L) - 1;
    }

    /**
     * SERVING to LAME_DUCK or DRAINING, as a new drain.
     *
     * @return the number of the new drain
     */
    long begin(State next) {
        while (true) {
            // Before: SERVING in drain e, n in flight.
            // Won:    the next state in drain e + 1, the same n in flight.
            // Lost:   a request came or went; the state cannot have changed, the caller holds the lock.
            long seen = word;
            long epoch = (epoch(seen) + 1) & (EPOCH_MASK >>> EPOCH_SHIFT);
            if (WORD.weakCompareAndSet(this, seen, word(epoch, legal(seen, next), count(seen)))) {
                return epoch;
            }
        }
    }

    /** LAME_DUCK to DRAINING, or any state to SERVING, in the same drain with the same requests in flight. */
    void move(State next) {
        while (true) {
            // Before: some state, n in flight.  Won: the next state, the same n.  Lost: a request came or went.
            long seen = word;
            if (WORD.weakCompareAndSet(this, seen, word(epoch(seen), legal(seen, next), count(seen)))) {
                return;
            }
        }
    }

    /**
     * DRAINING with nothing in flight to DRAINED.
     *
     * @param epoch the drain that has to be under way
     * @return whether this call did it; exactly one call a drain does
     */
    boolean settle(long epoch) {
        // Before: DRAINING in this drain, nothing in flight. No request can enter, so no request can leave either.
        // Won:    DRAINED; the caller wakes those who wait.
        // Lost:   requests are still in flight, or it is settled already, or resumed, or it is a later drain.
        return WORD.compareAndSet(this, word(epoch, State.DRAINING, 0), word(epoch, State.DRAINED, 0));
    }

    State state() {
        return state(word);
    }

    long epoch() {
        return epoch(word);
    }

    int inFlight() {
        return count(word);
    }

    static boolean admits(long word) {
        return (word & STATE_MASK) <= State.LAME_DUCK.code << STATE_SHIFT;
    }

    static boolean isSettling(long word) {
        return (word & (STATE_MASK | COUNT_MASK)) == State.DRAINING.code << STATE_SHIFT;
    }

    static State state(long word) {
        return STATES[(int) ((word & STATE_MASK) >>> STATE_SHIFT)];
    }

    static long epoch(long word) {
        return word >>> EPOCH_SHIFT;
    }

    static int count(long word) {
        return (int) (word & COUNT_MASK);
    }

    private static long word(long epoch, State state, int count) {
        return epoch << EPOCH_SHIFT | state.code << STATE_SHIFT | (count & COUNT_MASK);
    }

    private static State legal(long seen, State next) {
        State now = state(seen);
        if (!now.next().contains(next)) {
            throw new IllegalStateException(next + " (expected one of " + now.next() + " after " + now + ")");
        }
        return next;
    }
}
