package io.github.slackwater.web;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.Outcome;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Runs what may wait on the server's managed threads: a drain for as long as it was told, the others until the applications
 * have followed. The container's own threads stay free; Payara's default pool for HTTP has five, which readiness needs too.
 */
@Dependent
class Operations {

    @Resource
    @SuppressWarnings("NullAway.Init") // The container injects it.
    private ManagedExecutorService executor;

    <T> CompletionStage<T> run(Supplier<T> operation) {
        return CompletableFuture.supplyAsync(operation, executor);
    }

    /**
     * Drains.
     *
     * @param status where the drain can be followed
     * @return 202 with the report so far, or 200 with the report when the drain has ended
     */
    CompletionStage<Response> drain(LifecycleMXBean lifecycle, DrainRequest request, URI status) {
        return run(() -> answer(
                request.waits()
                        ? lifecycle.drain(request.timeoutSeconds())
                        : lifecycle.beginDrain(request.timeoutSeconds()),
                status));
    }

    private static Response answer(DrainReport report, URI status) {
        return report.outcome() == Outcome.IN_PROGRESS
                ? Response.accepted(report).location(status).build()
                : Response.ok(report).build();
    }
}
