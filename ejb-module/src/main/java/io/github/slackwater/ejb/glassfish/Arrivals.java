package io.github.slackwater.ejb.glassfish;

import io.github.slackwater.ejb.Departures;
import io.github.slackwater.ejb.ServerGate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glassfish.api.event.EventListener;
import org.glassfish.internal.data.ApplicationInfo;
import org.glassfish.internal.data.ApplicationRegistry;
import org.glassfish.internal.deployment.Deployment;

/** Deployments that have started: each application gets its gate, and what was parked for it is let in. It is told of their end. */
final class Arrivals implements EventListener {

    private static final System.Logger LOG = System.getLogger(Arrivals.class.getName());

    private final Departures departures;
    private final ServerGate gate;

    Arrivals(Departures departures, ServerGate gate) {
        this.departures = departures;
        this.gate = gate;
    }

    /** Those that are there already. */
    void coverPresent(ApplicationRegistry deployments) {
        present(deployments).filter(ApplicationInfo::isLoaded).forEach(this::cover);
    }

    /** Payara gives the keys of its own map, which it changes under the lock of the registry. */
    static Stream<ApplicationInfo> present(ApplicationRegistry deployments) {
        List<String> names;
        synchronized (deployments) {
            names = List.copyOf(deployments.getAllApplicationNames());
        }
        return names.stream().map(deployments::get).filter(Objects::nonNull);
    }

    /** What fails here is ours: it must not break the deployment of somebody else. */
    @Override
    public void event(Event<?> event) {
        try {
            if (event.is(Deployment.APPLICATION_STARTED) && event.hook() instanceof ApplicationInfo deployment) {
                cover(deployment);
                departures.started(
                        deployment.getName(), WebApplications.of(deployment).collect(Collectors.toSet()));
            } else if (event.is(Deployment.MODULE_STOPPED) && event.hook() instanceof ApplicationInfo deployment) {
                WebApplications.coveredPaths(deployment).forEach(path -> gate.left(path, deployment.getName()));
            }
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.WARNING, "Slackwater: event " + event.name() + " could not be acted on", e);
        }
    }

    private void cover(ApplicationInfo deployment) {
        if (!GlassFishEvents.isOurs(deployment)) {
            WebApplications.coveredPaths(deployment).forEach(path -> gate.cover(path, deployment.getName()));
        }
    }
}
