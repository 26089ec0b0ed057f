package io.github.slackwater.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Time stands still; what is to be done at once is done when {@link #run} is called, and what is due later never. */
final class QueuedTime implements Timekeeper {

    private final Queue<Runnable> due = new ConcurrentLinkedQueue<>();

    @Override
    public long nanoTime() {
        return 1_000;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        if (!delay.isZero()) {
            return () -> {};
        }
        due.add(task);
        return () -> due.remove(task);
    }

    void run() {
        for (Runnable task = due.poll(); task != null; task = due.poll()) {
            task.run();
        }
    }
}
