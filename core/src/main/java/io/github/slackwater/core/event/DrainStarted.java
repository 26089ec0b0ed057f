package io.github.slackwater.core.event;

/**
 * A drain began: not ready any more, requests are still admitted if a lame duck comes first.
 *
 * @param name {@code server}, or the application's name
 * @param drain the number of the drain
 */
public record DrainStarted(String name, long drain) {}
