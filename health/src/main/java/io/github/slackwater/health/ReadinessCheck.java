package io.github.slackwater.health;

import java.lang.management.ManagementFactory;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * The readiness check {@code slackwater}: UP only while the server is SERVING, so DOWN from the first moment of a drain,
 * and before Slackwater has started. Its data are {@code state} and {@code inFlight}.
 *
 * <p>Never throws, never blocks, and never touches liveness: a server that drains is in good health and must not be
 * restarted. It asks the MBean and holds no lifecycle of its own, since {@code EAR/lib} and the EJB module are loaded by
 * different class loaders on some servers.
 */
final class ReadinessCheck implements HealthCheck {

    private static final String NAME = "slackwater";

    @Override
    public HealthCheckResponse call() {
        ServerReading reading = ServerReading.of(ManagementFactory.getPlatformMBeanServer());
        return HealthCheckResponse.named(NAME)
                .status(reading.isReady())
                .withData("state", reading.state())
                .withData("inFlight", reading.inFlight())
                .build();
    }
}
