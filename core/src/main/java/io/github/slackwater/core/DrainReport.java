package io.github.slackwater.core;

import java.util.List;

/**
 * How a drain went, for one who asked for it.
 *
 * @param drain the number of the drain, counted from 1; those who join a drain see the same number
 * @param outcome how it ended
 * @param state the state when the report was made
 * @param inFlight requests in flight when the report was made
 * @param stragglers the requests that were in flight when the timeout passed, oldest first; else empty
 * @param rejected requests refused since the drain began
 * @param parked requests parked since the drain began
 * @param longLivedEnded requests ended since the drain began, because they would never have ended by themselves
 * @param timeoutSeconds the timeout that was asked for, in seconds
 * @param elapsedMillis milliseconds from the begin of the drain (not of this call) to its end or this report
 * @param message the same in one sentence
 */
public record DrainReport(
        long drain,
        Outcome outcome,
        State state,
        int inFlight,
        List<RequestInfo> stragglers,
        long rejected,
        long parked,
        long longLivedEnded,
        int timeoutSeconds,
        long elapsedMillis,
        String message) {}
