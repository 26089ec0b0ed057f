package io.github.slackwater.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Time that stands still until a test moves it; what is due runs on the test's own thread. */
class FakeTimekeeper implements Timekeeper {

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::dueNanos).thenComparingLong(Task::sequence));
    private long nanos;
    private Instant wallClock = Instant.parse("2026-01-01T00:00:00Z");
    private long sequence;

    FakeTimekeeper() {
        this(1_000);
    }

    /** @param nanos the first reading, any: {@link System#nanoTime()} promises nothing, and runs over */
    FakeTimekeeper(long nanos) {
        this.nanos = nanos;
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized Instant now() {
        return wallClock;
    }

    @Override
    public synchronized Runnable after(Duration delay, Runnable action) {
        Task task = new Task(nanos + delay.toNanos(), sequence++, action);
        tasks.add(task);
        return () -> cancel(task);
    }

    /** Runs what is due at this very moment. */
    void runDue() {
        advance(Duration.ZERO);
    }

    /** Moves on, and runs what falls due on the way at its own time. */
    void advance(Duration duration) {
        long end = nanoTime() + duration.toNanos();
        for (Task task = next(end); task != null; task = next(end)) {
            task.action.run();
        }
        moveTo(end);
    }

    /** The wall clock jumps; monotonic time does not. */
    synchronized void jumpWallClock(Duration by) {
        wallClock = wallClock.plus(by);
    }

    /** What is still to come. */
    synchronized int pending() {
        return tasks.size();
    }

    synchronized List<Duration> pendingDelays() {
        List<Duration> delays = new ArrayList<>();
        tasks.forEach(task -> delays.add(Duration.ofNanos(task.dueNanos - nanos)));
        return delays;
    }

    private synchronized @Nullable Task next(long end) {
        Task task = tasks.peek();
        if (task == null || task.dueNanos > end) {
            return null;
        }
        tasks.remove();
        moveTo(Math.max(nanos, task.dueNanos));
        return task;
    }

    private synchronized void moveTo(long to) {
        wallClock = wallClock.plusNanos(to - nanos);
        nanos = to;
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    private record Task(long dueNanos, long sequence, Runnable action) {}
}
