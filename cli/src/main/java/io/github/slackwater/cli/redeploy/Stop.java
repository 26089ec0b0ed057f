package io.github.slackwater.cli.redeploy;

import java.time.Duration;

/** Whether a signal has asked the run to end, and what waits until then. For all threads. */
public final class Stop {

    private boolean requested;
    private boolean inOrder;

    /** The signal has come. */
    public synchronized void request() {
        requested = true;
        notifyAll();
    }

    /** Whether it has come. */
    public synchronized boolean requested() {
        return requested;
    }

    /** From now on things are put in order: a signal ends no wait any more. */
    synchronized void putInOrder() {
        inOrder = true;
    }

    /** Whether the run has to end here. */
    public synchronized boolean endsTheWait() {
        return requested && !inOrder;
    }

    /** Waits, at the most until the signal. */
    synchronized void sleep(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        long left = time.toMillis();
        try {
            while (left > 0 && !endsTheWait()) {
                wait(left);
                left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedeployFailure(RedeployCode.FAILED, "interrupted while waiting", e);
        }
    }
}
