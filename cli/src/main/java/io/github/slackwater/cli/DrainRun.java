package io.github.slackwater.cli;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.State;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits in one call for the drain, and shows meanwhile how it comes on. */
final class DrainRun {

    private static final Duration REDRAW = Duration.ofMillis(250);

    private final LifecycleMXBean lifecycle;
    private final DrainProgress progress;
    private boolean begun;

    DrainRun(LifecycleMXBean lifecycle, DrainProgress progress) {
        this.lifecycle = lifecycle;
        this.progress = progress;
    }

    /**
     * Drains.
     *
     * @throws CommandFailure if the connection is lost; the drain goes on in the server
     */
    DrainReport drain(int timeoutSeconds) throws InterruptedException {
        Sampler sampler = new Sampler(lifecycle, timeoutSeconds, System::nanoTime);
        FutureTask<DrainReport> report = TimeLimit.start(() -> lifecycle.drain(timeoutSeconds));
        try {
            while (true) {
                try {
                    return report.get(REDRAW.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException notYet) {
                    show(sampler.sample());
                }
            }
        } catch (ExecutionException e) {
            throw unchecked(e);
        } finally {
            progress.end();
        }
    }

    /** Before the server has taken the call it still serves, and that is no progress. */
    private void show(Sample sample) {
        begun |= sample.state() != State.SERVING;
        if (begun) {
            progress.show(sample);
        }
    }

    private static RuntimeException unchecked(ExecutionException e) {
        return TimeLimit.thrown(e) instanceof RuntimeException thrown
                ? thrown
                : new IllegalStateException("the drain failed", e);
    }
}
