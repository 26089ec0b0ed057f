package io.github.slackwater.it;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Something that blocks, done on a thread of its own while the test goes on. */
final class Background<T> implements AutoCloseable {

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<T> result;

    private Background(Callable<T> task) {
        result = thread.submit(task);
    }

    static <T> Background<T> run(Callable<T> task) {
        return new Background<>(task);
    }

    boolean isDone() {
        return result.isDone();
    }

    /** Its result; fails when it takes longer than the bound. */
    T result(Duration bound) throws Exception {
        return result.get(bound.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
