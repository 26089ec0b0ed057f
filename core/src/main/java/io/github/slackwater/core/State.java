package io.github.slackwater.core;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a gate does with a request that arrives.
 *
 * <pre>
 *            lameDuck, drain          quiet, or max passed         last request leaves
 * SERVING ───────────────────▶ LAME_DUCK ───────────────▶ DRAINING ───────────────▶ DRAINED
 *    │  ╰───────── drain without lame duck ─────────────────▲                         │
 *    ╰◀──────────────────────────── resume, from any state ───────────────────────────╯
 * </pre>
 *
 * A timeout is an outcome of a drain ({@link Outcome}), not a state: the gate stays {@link #DRAINING}.
 */
public enum State {
    /** Ready, and every request is admitted. */
    SERVING(0),

    /**
     * Not ready any more, but every request is still admitted: the load balancer has time to look away. Responses carry
     * {@code Connection: close}.
     */
    LAME_DUCK(1),

    /** Closed: a new request is refused; those in flight go on. */
    DRAINING(2),

    /** Closed, and nothing is in flight: slack water. */
    DRAINED(3);

    /** Its two bits in the gate's word: those that admit come first. */
    final long code;

    State(long code) {
        this.code = code;
    }

    /** The one table of legal moves. Staying where one is counts as legal: repeating an operation is harmless. */
    Set<State> next() {
        return switch (this) {
            case SERVING -> EnumSet.of(SERVING, LAME_DUCK, DRAINING);
            case LAME_DUCK -> EnumSet.of(LAME_DUCK, DRAINING, SERVING);
            case DRAINING -> EnumSet.of(DRAINING, DRAINED, SERVING);
            case DRAINED -> EnumSet.of(DRAINED, SERVING);
        };
    }

    /** Whether a new request is let in. */
    public boolean admits() {
        return this == SERVING || this == LAME_DUCK;
    }
}
