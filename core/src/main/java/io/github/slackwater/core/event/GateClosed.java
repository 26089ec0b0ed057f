package io.github.slackwater.core.event;

/**
 * The gate closed: new requests are refused, those in flight go on.
 *
 * @param name {@code server}, or the application's name
 * @param drain the number of the drain
 */
public record GateClosed(String name, long drain) {}
