package io.github.slackwater.it;

import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadPlan;
import io.github.slackwater.rig.LoadReport;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Load on the shop as it comes through a load balancer: that asks for readiness ten times a second, and sends nothing while
 * it is not 200.
 */
final class BalancedLoad implements AutoCloseable {

    private static final int EVERY_MILLIS = 100;

    private final LoadClient client;
    private final ScheduledExecutorService checks = Executors.newSingleThreadScheduledExecutor();

    private BalancedLoad(ServerUnderTest server, LoadPlan plan) {
        client = LoadClient.start(plan);
        ScheduledFuture<?> unused =
                checks.scheduleWithFixedDelay(() -> look(server), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    static BalancedLoad start(ServerUnderTest server, int requestsPerSecond) {
        return new BalancedLoad(server, server.shopLoad().withRate(requestsPerSecond));
    }

    LoadReport snapshot() {
        return client.snapshot();
    }

    /** Ends the arrivals, waits for the last answers, and returns the final figures. */
    LoadReport finish(Duration bound) throws InterruptedException {
        checks.shutdownNow();
        return client.finish(bound);
    }

    private void look(ServerUnderTest server) {
        if (isReady(server)) {
            client.unhold();
        } else {
            client.hold();
        }
    }

    private static boolean isReady(ServerUnderTest server) {
        try {
            return server.get("/slackwater/ready/shop").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false; // Nobody answers: not ready.
        }
    }

    @Override
    public void close() {
        checks.shutdownNow();
        client.close();
    }
}
