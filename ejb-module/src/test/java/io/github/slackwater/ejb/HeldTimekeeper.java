package io.github.slackwater.ejb;

import io.github.slackwater.core.Timekeeper;
import java.time.Duration;
import java.time.Instant;

/** Time for deadlines and patience, which passes when the test says so. Drains have the real time: they block. */
final class HeldTimekeeper implements Timekeeper {
    private long nanos;
    private Runnable due = () -> {};
    private long dueNanos = Long.MAX_VALUE;

    void pass(Duration duration) {
        nanos += duration.toNanos();
        if (nanos >= dueNanos) {
            dueNanos = Long.MAX_VALUE;
            due.run();
        }
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        due = task;
        dueNanos = nanos + delay.toNanos();
        return () -> dueNanos = Long.MAX_VALUE;
    }
}
