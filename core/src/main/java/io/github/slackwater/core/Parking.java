package io.github.slackwater.core;

import java.time.Duration;

/**
 * Whether and how requests are parked where a server's adapter can do that.
 *
 * @param whenDraining whether a drain that an operator asks for parks; a redeploy that the adapter sees coming always does
 * @param maxRequests so many at once, 0..1,000,000; one more is refused
 * @param maxTime so long, then a request is refused
 * @param releasePerSecond the pace at which the parked are let in when the gate opens, 0..1,000,000; it doubles every tenth
 *     of a second, since an application that answers grows warm; 0: all at once
 */
public record Parking(boolean whenDraining, int maxRequests, Duration maxTime, int releasePerSecond) {

    /** What holds where nothing is configured. */
    public static final Parking DEFAULT = new Parking(false, 10_000, Duration.ofSeconds(60), 2_000);
}
