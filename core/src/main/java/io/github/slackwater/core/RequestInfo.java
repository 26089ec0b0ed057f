package io.github.slackwater.core;

import org.jspecify.annotations.Nullable;

/**
 * A request in flight, as it was when it was listed. It may have ended since.
 *
 * @param id names the request in {@link LifecycleMXBean#threadDump} and {@link LifecycleMXBean#interrupt}; unique in
 *     this JVM, for example {@code shop-17}
 * @param application the application it belongs to
 * @param method the HTTP method
 * @param path the path, without query string
 * @param kind what it holds on to
 * @param ageMillis milliseconds since it was admitted, up to ten too many on a busy server
 * @param thread the name of the thread that works on it now; null where none does
 */
public record RequestInfo(
        String id,
        String application,
        String method,
        String path,
        RequestKind kind,
        long ageMillis,
        @Nullable String thread) {}
