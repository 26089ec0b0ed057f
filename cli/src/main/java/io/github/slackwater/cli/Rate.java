package io.github.slackwater.cli;

import io.github.slackwater.core.Status;
import java.time.Duration;

/** What has passed between two looks, for each second. */
record Rate(double admittedPerSecond, double rejectedPerSecond) {

    private static final double SECOND = Duration.ofSeconds(1).toNanos();
    private static final double TENTHS = 10;

    /** A total that has become less counts from zero again: the application was replaced, and its gate with it. */
    static Rate between(Status before, Status now, Duration passed) {
        return new Rate(
                rate(before.admittedTotal(), now.admittedTotal(), passed),
                rate(before.rejectedTotal(), now.rejectedTotal(), passed));
    }

    private static double rate(long before, long now, Duration passed) {
        long since = now < before ? now : now - before;
        return Math.round(since * SECOND / Math.max(1, passed.toNanos()) * TENTHS) / TENTHS;
    }
}
