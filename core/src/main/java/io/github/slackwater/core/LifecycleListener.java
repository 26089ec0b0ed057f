package io.github.slackwater.core;

/**
 * Is told what happens to a gate, in order, on the timekeeper's thread: a slow listener delays later news, never a drain
 * or a request.
 */
public interface LifecycleListener {

    /**
     * The state changed.
     *
     * @param lifecycle whose state it is
     * @param from the state before
     * @param to the state now
     * @param drain the number of the drain that caused it, or that was ended by it
     */
    default void stateChanged(Lifecycle lifecycle, State from, State to, long drain) {}

    /**
     * A drain ended, or timed out for one who waited: {@link Outcome#DRAINED} and {@link Outcome#CANCELLED} come once a
     * drain, {@link Outcome#TIMED_OUT} once for each caller.
     */
    default void drainEnded(Lifecycle lifecycle, DrainReport report) {}
}
