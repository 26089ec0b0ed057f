package io.github.slackwater.cli;

import io.github.slackwater.cli.redeploy.RedeployCode;
import io.github.slackwater.cli.redeploy.Stop;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C, SIGTERM and SIGHUP while a redeploy runs: the JVM ends when things are in order, with 130, 143 or 129. Where that would
 * not be the truth, as after a redeploy that was complete already, the run's own exit code counts.
 */
final class StopSignal implements AutoCloseable {

    private final Stop stop;
    private final PrintWriter err;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final OnSignal signal;
    private volatile int exitCode = RedeployCode.FAILED.number();

    /** From now on. */
    StopSignal(Stop stop, PrintWriter err) {
        this.stop = stop;
        this.err = err;
        this.signal = new OnSignal(this::stopped);
    }

    /** The run has ended, and all is printed. */
    void ended(int code) {
        exitCode = code;
        ended.countDown();
    }

    /** No signal is waited for any more. */
    @Override
    public void close() {
        ended.countDown();
        signal.close();
    }

    private int stopped(int usual) {
        stop.request();
        err.println();
        err.println("%s: interrupted; putting things in order, wait (Ctrl-C once more ends at once, and leaves them)"
                .formatted(Slackwater.NAME));
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return exitCode == RedeployCode.STOPPED.number() ? usual : exitCode;
    }
}
