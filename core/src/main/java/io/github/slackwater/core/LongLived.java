package io.github.slackwater.core;

import java.time.Duration;

/**
 * What becomes of the requests that never end by themselves, streams of events, WebSockets and long polls, when a gate has
 * closed.
 *
 * @param ends whether they are ended; else they are waited for, as all others
 * @param grace so long after the gate has closed, 0..3,600 s
 * @param age an asynchronous GET that has been in flight for so long is taken for a long poll, 1..86,400 s
 */
public record LongLived(boolean ends, Duration grace, Duration age) {

    /** What holds where nothing is configured. */
    public static final LongLived DEFAULT = new LongLived(true, Duration.ofSeconds(2), Duration.ofSeconds(10));
}
