package io.github.slackwater.cli.demo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A load balancer in front of one node: asks it for readiness again and again, and sends its requests elsewhere while the
 * answer is no. It knows nothing else of the node, and never tries a request again. For all threads.
 */
final class Balancer implements AutoCloseable {
    static final Duration EVERY = Duration.ofMillis(200);

    private final BooleanSupplier question;
    private final Runnable sendHere;
    private final Runnable sendElsewhere;
    private final Thread thread = new Thread(this::run, "demo-balancer");
    private boolean ready;
    private boolean closed;

    /**
     * A balancer that asks nothing yet.
     *
     * @param question whether the node says that it is ready; may block
     */
    Balancer(BooleanSupplier question, Runnable sendHere, Runnable sendElsewhere) {
        this.question = question;
        this.sendHere = sendHere;
        this.sendElsewhere = sendElsewhere;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    synchronized boolean isReady() {
        return ready;
    }

    /**
     * Blocks until the balancer has seen the node ready.
     *
     * @return false when it has not within the bound
     */
    synchronized boolean awaitReady(Duration bound) throws InterruptedException {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!ready) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || closed) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    /** Asks once, and sends accordingly. */
    void ask() {
        boolean answer = question.getAsBoolean();
        synchronized (this) {
            if (closed) {
                return;
            }
            (answer ? sendHere : sendElsewhere).run();
            ready = answer;
            notifyAll();
        }
    }

    private void run() {
        try {
            while (!isClosed()) {
                ask();
                TimeUnit.NANOSECONDS.sleep(EVERY.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Closed: nobody asks any more.
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Asks no more. Requests go where they went last. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        thread.interrupt();
    }
}
