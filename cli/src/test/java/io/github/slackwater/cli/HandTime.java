package io.github.slackwater.cli;

import io.github.slackwater.core.SystemTimekeeper;
import io.github.slackwater.core.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Real time, except that timers go off only when a test lets their time pass. */
final class HandTime implements Timekeeper, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SystemTimekeeper real = new SystemTimekeeper("test-time");
    private final List<Timer> timers = new ArrayList<>();
    private long passedNanos;

    @Override
    public synchronized long nanoTime() {
        return real.nanoTime() + passedNanos;
    }

    @Override
    public synchronized Instant now() {
        return real.now().plusNanos(passedNanos);
    }

    @Override
    public synchronized Runnable after(Duration delay, Runnable task) {
        if (delay.isZero() || delay.isNegative()) {
            return real.after(Duration.ZERO, task);
        }
        Timer timer = new Timer(delay, nanoTime() + delay.toNanos(), task);
        timers.add(timer);
        notifyAll();
        return () -> cancel(timer);
    }

    /** Waits until so many timers of just this length are set, and lets that much time pass. */
    synchronized void pass(Duration delay, int awaited) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (timers.stream().filter(timer -> timer.delay.equals(delay)).count() < awaited) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("expected " + awaited + " timers of " + delay + ", there are " + timers);
            }
            wait(left);
        }
        passedNanos += delay.toNanos();
        List<Timer> due = timers.stream()
                .filter(timer -> timer.dueNanos <= nanoTime())
                .sorted(Comparator.comparingLong(Timer::dueNanos))
                .toList();
        timers.removeAll(due);
        due.forEach(timer -> real.after(Duration.ZERO, timer.task));
    }

    private synchronized void cancel(Timer timer) {
        timers.remove(timer);
    }

    @Override
    public void close() {
        real.close();
    }

    private record Timer(Duration delay, long dueNanos, Runnable task) {}
}
