package io.github.slackwater.ejb.glassfish;

import io.github.slackwater.ejb.Departures;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.glassfish.api.deployment.DeployCommandParameters;
import org.glassfish.api.deployment.DeploymentContext;
import org.glassfish.api.deployment.UndeployCommandParameters;
import org.glassfish.api.event.EventListener;
import org.glassfish.api.event.EventTypes;
import org.glassfish.internal.data.ApplicationInfo;
import org.glassfish.internal.data.ApplicationRegistry;
import org.glassfish.internal.deployment.Deployment;
import org.jspecify.annotations.Nullable;

/**
 * Hears the events of GlassFish and Payara. Those that say that something goes are delivered synchronously, on the thread that does the
 * work, and the server goes on only when the listener returns.
 *
 * <p>Found by experiment with Payara Server 6.2025.9 and Micro 6.2025.10:
 *
 * <ul>
 *   <li>undeploy, redeploy: {@code Undeployment_Validation}, with everything serving, then 503 begins, then {@code
 *       Module_Stopped} with the application as its hook;
 *   <li>disable, another version enabled, {@code enabled} set in the configuration: {@code Module_Stopped} alone. Of the first
 *       two Payara itself answers 503 to new requests by then, see {@link Suspensions}; those in flight still have all that
 *       they need;
 *   <li>deploy, redeploy: {@code Deployment_Start}, then {@code Application_Started} or, asynchronously, {@code
 *       Deployment_Failed};
 *   <li>{@code stop-domain}, SIGTERM: {@code prepare_shutdown}, with everything serving, then {@code Module_Stopped} for
 *       each application.
 * </ul>
 */
final class GlassFishEvents implements EventListener {

    private static final System.Logger LOG = System.getLogger(GlassFishEvents.class.getName());

    private final Departures departures;
    private final ApplicationRegistry deployments;
    private volatile boolean removed;

    GlassFishEvents(Departures departures, ApplicationRegistry deployments) {
        this.departures = departures;
        this.deployments = deployments;
    }

    boolean isServerStopping() {
        return departures.isServerStopping();
    }

    /** From now on it hears nothing, even where the server cannot remove it. */
    void remove() {
        removed = true;
    }

    /** What fails here is ours: it must break neither the deployment of somebody else nor the stop of the server. */
    @Override
    public void event(Event<?> event) {
        if (removed) {
            return;
        }
        try {
            hear(event);
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.WARNING, "Slackwater: event " + event.name() + " could not be acted on", e);
        }
    }

    private void hear(Event<?> event) {
        if (event.is(EventTypes.PREPARE_SHUTDOWN)) {
            departures.serverStops();
        } else if (event.is(Deployment.UNDEPLOYMENT_VALIDATION)) {
            ApplicationInfo deployment = undeployed(event);
            // One that is disabled does not go: its paths may be those of the version that is enabled.
            if (deployment != null && deployment.isLoaded() && !isOurs(deployment)) {
                departures.announced(deployment.getName(), applications(deployment));
            }
        } else if (event.is(Deployment.MODULE_STOPPED)) {
            // The same event is sent for each module, when it is too late, with the module as its hook.
            if (event.hook() instanceof ApplicationInfo deployment && !isOurs(deployment)) {
                departures.stopping(deployment.getName(), applications(deployment));
            }
        } else if (event.is(Deployment.UNDEPLOYMENT_FAILURE)) {
            ApplicationInfo deployment = undeployed(event);
            if (deployment != null) {
                departures.stays(deployment.getName());
            }
        } else if (event.is(Deployment.DEPLOYMENT_START)) {
            deployed(event).ifPresent(departures::starting);
        } else if (event.is(Deployment.DEPLOYMENT_FAILURE)) {
            deployed(event).ifPresent(departures::failed);
        }
    }

    private static Optional<String> deployed(Event<?> event) {
        return Optional.ofNullable(parameters(event, DeployCommandParameters.class))
                .map(parameters -> parameters.name);
    }

    private @Nullable ApplicationInfo undeployed(Event<?> event) {
        UndeployCommandParameters parameters = parameters(event, UndeployCommandParameters.class);
        return parameters == null || parameters.name == null ? null : deployments.get(parameters.name);
    }

    private static <P extends org.glassfish.api.deployment.OpsParams> @Nullable P parameters(
            Event<?> event, Class<P> type) {
        return event.hook() instanceof DeploymentContext context ? context.getCommandParameters(type) : null;
    }

    private static Set<String> applications(ApplicationInfo deployment) {
        return WebApplications.of(deployment).collect(Collectors.toUnmodifiableSet());
    }

    /** Our own end is the singleton's business; and a loader of ours knows the deployment that it belongs to. */
    static boolean isOurs(ApplicationInfo deployment) {
        for (ClassLoader loader = GlassFishEvents.class.getClassLoader(); loader != null; loader = loader.getParent()) {
            if (loader == deployment.getAppClassLoader()) {
                return true;
            }
        }
        return false;
    }
}
