package io.github.slackwater.core;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The real time. Its one daemon thread is there only while something is due, and for a second more. It is a plain thread,
 * not a managed one: servers stop managed schedulers during a suspend, just when a drain needs its timers.
 */
public final class SystemTimekeeper implements Timekeeper, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SystemTimekeeper.class.getName());
    private static final long IDLE_SECONDS = 1;
    private static final long LAST_TASKS_SECONDS = 2;

    private final ScheduledThreadPoolExecutor executor;
    private final CoarseClock coarse = new CoarseClock(this);

    /**
     * Starts no thread yet.
     *
     * @param threadName the name of the thread, when there is one
     */
    public SystemTimekeeper(String threadName) {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            // Created on whichever thread asks first, it would else inherit what that application left there, and hold
            // it.
            Thread thread = new Thread(null, task, threadName, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(SystemTimekeeper.class.getClassLoader());
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setRejectedExecutionHandler((task, closed) -> {});
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long coarseNanoTime() {
        return coarse.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        var future = executor.schedule(() -> runLogged(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    private static void runLogged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "Slackwater: a timed task failed; later ones go on", e);
        }
    }

    /**
     * Ends the thread: what is due is still done, what is due later is dropped, and so is what is asked for from now on.
     * Blocks until all is done, for two seconds at the most.
     */
    @Override
    public void close() {
        executor.getQueue().removeIf(task -> ((Delayed) task).getDelay(TimeUnit.NANOSECONDS) > 0);
        executor.shutdown();
        try {
            if (!executor.awaitTermination(LAST_TASKS_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
        coarse.stop();
    }
}
