package io.github.slackwater.web;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.Outcome;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Begins a drain for HTTP, and waits for it where that was asked for. */
final class Drains {

    private Drains() {}

    /**
     * Drains.
     *
     * @param status where the drain can be followed
     * @param waiting its thread waits, not the container's: Payara's default pool for HTTP has five
     * @return 202 with the report so far, or 200 with the report when the drain has ended
     */
    static CompletionStage<Response> drain(
            LifecycleMXBean lifecycle, DrainRequest request, URI status, Executor waiting) {
        if (!request.waits()) {
            return CompletableFuture.completedFuture(answer(lifecycle.beginDrain(request.timeoutSeconds()), status));
        }
        return CompletableFuture.supplyAsync(() -> answer(lifecycle.drain(request.timeoutSeconds()), status), waiting);
    }

    private static Response answer(DrainReport report, URI status) {
        return report.outcome() == Outcome.IN_PROGRESS
                ? Response.accepted(report).location(status).build()
                : Response.ok(report).build();
    }
}
