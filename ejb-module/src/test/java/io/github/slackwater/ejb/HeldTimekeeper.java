package io.github.slackwater.ejb;

import io.github.slackwater.core.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Time for deadlines and patience, which passes when the test says so. Drains have the real time: they block. */
final class HeldTimekeeper implements Timekeeper {
    private final List<Timer> timers = new ArrayList<>();
    private long nanos;

    void pass(Duration duration) {
        long end = nanos + duration.toNanos();
        for (Timer due = next(end); due != null; due = next(end)) {
            nanos = Math.max(nanos, due.dueNanos);
            timers.remove(due);
            due.task.run();
        }
        nanos = end;
    }

    private @Nullable Timer next(long end) {
        return timers.stream()
                .filter(timer -> timer.dueNanos <= end)
                .min(Comparator.comparingLong(Timer::dueNanos))
                .orElse(null);
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
        Timer timer = new Timer(nanos + delay.toNanos(), task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    private record Timer(long dueNanos, Runnable task) {}
}
