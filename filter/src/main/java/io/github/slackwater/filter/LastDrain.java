package io.github.slackwater.filter;

import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.Outcome;
import io.github.slackwater.core.RequestInfo;
import io.github.slackwater.core.Timekeeper;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The drain of an application that goes: nobody can be sent elsewhere any more, so there is no lame duck. */
final class LastDrain {

    private static final System.Logger LOG = System.getLogger(LastDrain.class.getName());

    /** How long the application's observers may take for the last event, when nobody waits for requests any more. */
    private static final Duration NEWS = Duration.ofSeconds(2);

    private final ApplicationLifecycle lifecycle;
    private final Duration timeout;
    private final Timekeeper time;

    LastDrain(ApplicationLifecycle lifecycle, Duration timeout, Timekeeper time) {
        this.lifecycle = lifecycle;
        this.timeout = timeout;
        this.time = time;
    }

    /** Blocks until nothing is in flight, or the timeout has passed. Says so if it had to wait. */
    void run() {
        int waitingFor = lifecycle.bean().getActiveRequests();
        if (waitingFor == 0 || timeout.isZero()) {
            return;
        }
        long began = time.nanoTime();
        try {
            DrainReport report =
                    lifecycle.drain(timeout, false).toCompletableFuture().get();
            tell(report, waitingFor, Duration.ofNanos(time.nanoTime() - began));
            awaitNews();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.log(System.Logger.Level.WARNING, "Slackwater: {0} goes: interrupted while waiting", lifecycle.name());
        } catch (ExecutionException e) {
            LOG.log(System.Logger.Level.WARNING, "Slackwater: " + lifecycle.name() + " goes without a report", e);
        }
    }

    private void tell(DrainReport report, int waitingFor, Duration waited) {
        if (report.outcome() == Outcome.TIMED_OUT) {
            String stragglers =
                    report.stragglers().stream().map(LastDrain::line).collect(Collectors.joining("; "));
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Slackwater: {0} goes after {1} ms; requests still in flight: {2}: {3}",
                    lifecycle.name(),
                    Long.toString(waited.toMillis()),
                    report.inFlight(),
                    stragglers);
        } else {
            LOG.log(
                    System.Logger.Level.INFO,
                    "Slackwater: {0} goes; requests in flight: {2}, waited {1} ms for them ({3})",
                    lifecycle.name(),
                    Long.toString(waited.toMillis()),
                    waitingFor,
                    report.outcome());
        }
    }

    private static String line(RequestInfo request) {
        String thread = request.thread() == null ? "no thread" : request.thread();
        return "%s %s (%s, %d ms, %s)"
                .formatted(request.method(), request.path(), request.kind(), request.ageMillis(), thread);
    }

    /** News of the drain stands in line on the timekeeper's thread, which is about to end. */
    private void awaitNews() throws InterruptedException {
        CompletableFuture<Void> told = new CompletableFuture<>();
        time.after(Duration.ZERO, () -> told.complete(null));
        try {
            told.get(NEWS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Slackwater: {0} goes while an observer of its CDI events is still busy",
                    lifecycle.name());
        }
    }
}
