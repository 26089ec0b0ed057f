package io.github.slackwater.core.event;

/**
 * The gate is open again.
 *
 * @param name {@code server}, or the application's name
 * @param drain the number of the drain
 */
public record Resumed(String name, long drain) {}
