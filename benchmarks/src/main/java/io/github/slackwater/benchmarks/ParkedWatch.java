package io.github.slackwater.benchmarks;

import io.github.slackwater.core.LifecycleMXBean;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.TimeUnit;
import javax.management.JMRuntimeException;
import org.jspecify.annotations.Nullable;

/** Looks ten times a second how many requests are parked, and remembers the most. For all threads. */
final class ParkedWatch implements AutoCloseable {
    private static final long EVERY_MILLIS = 100;

    private final @Nullable LifecycleMXBean shop;
    private final Thread thread = new Thread(this::run, "soak-parked");
    private int most;
    private volatile boolean closed;

    private ParkedWatch(@Nullable LifecycleMXBean shop) {
        this.shop = shop;
        thread.setDaemon(true);
    }

    /**
     * Begins to look.
     *
     * @param shop null where Slackwater does not cover it: then nothing is ever parked
     */
    static ParkedWatch start(@Nullable LifecycleMXBean shop) {
        ParkedWatch watch = new ParkedWatch(shop);
        watch.thread.start();
        return watch;
    }

    /** The most since this was asked last. */
    synchronized int most() {
        int seen = most;
        most = 0;
        return seen;
    }

    private synchronized void see(int parked) {
        most = Math.max(most, parked);
    }

    private void run() {
        try {
            while (!closed && shop != null) {
                look(shop);
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Closed.
        }
    }

    private void look(LifecycleMXBean shop) {
        try {
            see(shop.getParkedRequests());
        } catch (UndeclaredThrowableException | JMRuntimeException e) {
            if (!closed) {
                System.getLogger(ParkedWatch.class.getName()).log(System.Logger.Level.WARNING, "parked: unknown", e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
