package io.github.slackwater.core;

import java.time.Duration;
import java.time.Instant;

/**
 * Time, and work to be done later: injected, so that tests move time by hand. {@link SystemTimekeeper} is the real one.
 */
public interface Timekeeper {

    /** Monotonic nanoseconds, as {@link System#nanoTime()}; unmoved by a change of the wall clock. */
    long nanoTime();

    /** The same, or up to ten milliseconds earlier, for a fraction of its cost to those who ask often. */
    default long coarseNanoTime() {
        return nanoTime();
    }

    /** The wall clock: only for what people read, never for a decision. */
    Instant now();

    /**
     * Runs a task once, after a delay, on the timekeeper's own thread, one task at a time and in the order of their time.
     *
     * @param delay 0 or more
     * @param task must not block for long; what it throws is logged and hurts no other task
     * @return cancels the task if it has not begun; harmless afterwards
     */
    Runnable after(Duration delay, Runnable task);
}
