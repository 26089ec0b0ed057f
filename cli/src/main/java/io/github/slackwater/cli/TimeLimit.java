package io.github.slackwater.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gives up on calls that a network may hold for ever: RMI has no time limit of its own. */
final class TimeLimit {

    private TimeLimit() {}

    /**
     * Runs a call on a thread of its own and waits for it. A call that is given up goes on there; the thread is a daemon, so
     * that it does not keep the process.
     *
     * @throws TimeoutException if the limit passes first
     * @throws Exception what the call throws
     */
    static <T> T call(Duration limit, Callable<T> call) throws Exception {
        FutureTask<T> task = start(call);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw thrown(e);
        }
    }

    /** Runs a call on a thread of its own. */
    static <T> FutureTask<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "slackwater-call");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** What the call itself threw. */
    static Exception thrown(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof Exception cause ? cause : e;
    }
}
