package io.github.slackwater.ejb;

import io.github.slackwater.core.Timekeeper;
import java.time.Duration;

/** Does something again and again until it is run itself, which cancels it. What fails is logged, and tried again. */
final class Repeated implements Runnable {

    private static final System.Logger LOG = System.getLogger(Repeated.class.getName());

    private final Timekeeper time;
    private final Duration delay;
    private final Runnable task;
    private Runnable cancelNext;
    private boolean cancelled;

    Repeated(Timekeeper time, Duration delay, Runnable task) {
        this.time = time;
        this.delay = delay;
        this.task = task;
        this.cancelNext = time.after(delay, this::repeat);
    }

    private void repeat() {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Slackwater: failed, and will be tried again", e);
        }
        synchronized (this) {
            if (!cancelled) {
                cancelNext = time.after(delay, this::repeat);
            }
        }
    }

    @Override
    public synchronized void run() {
        cancelled = true;
        cancelNext.run();
    }
}
