package io.github.slackwater.core;

/**
 * What the hammer did to one request.
 *
 * @param id the request
 * @param action what was done
 * @param detail the same in words, with the request's path and thread
 */
public record InterruptReport(String id, Action action, String detail) {

    /** What can be done to a request that does not end by itself. */
    public enum Action {
        /** {@link Thread#interrupt()} was called on the thread that works on it. */
        INTERRUPTED,

        /** It held no thread: its asynchronous processing was ended with status 503. */
        ENDED_ASYNC,

        /** It holds no thread, and nothing of it can be ended from outside. */
        NOT_POSSIBLE,

        /** It ended by itself just before. */
        ALREADY_GONE
    }
}
