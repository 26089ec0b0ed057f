package io.github.slackwater.core.event;

/**
 * The last request in flight has ended.
 *
 * @param name {@code server}, or the application's name
 * @param drain the number of the drain
 */
public record Drained(String name, long drain) {}
