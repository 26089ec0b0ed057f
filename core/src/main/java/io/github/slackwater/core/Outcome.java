package io.github.slackwater.core;

/** How a drain ended for the caller who waited for it. */
public enum Outcome {
    /** Not ended yet: the drain goes on, and this caller did not wait for its end. */
    IN_PROGRESS,

    /** Closed, and the last request in flight has ended. */
    DRAINED,

    /** The caller's timeout passed first. The gate is still closed; the stragglers are listed. */
    TIMED_OUT,

    /** Somebody resumed meanwhile: the gate is open again. */
    CANCELLED
}
