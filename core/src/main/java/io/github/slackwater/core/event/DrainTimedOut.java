package io.github.slackwater.core.event;

/**
 * A caller's timeout passed with requests still in flight; the gate stays closed.
 *
 * @param name {@code server}, or the application's name
 * @param drain the number of the drain
 * @param inFlight requests still in flight
 */
public record DrainTimedOut(String name, long drain, int inFlight) {}
