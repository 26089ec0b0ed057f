package io.github.slackwater.core;

/**
 * One application in the {@link Status} of the server.
 *
 * @param name its name: the context path without the leading slash, or {@code ROOT}
 * @param state its own state
 * @param inFlight its requests in flight
 * @param oldestRequestMillis the age of the oldest of them in milliseconds; 0 where there is none
 */
public record ApplicationStatus(String name, State state, int inFlight, long oldestRequestMillis) {}
