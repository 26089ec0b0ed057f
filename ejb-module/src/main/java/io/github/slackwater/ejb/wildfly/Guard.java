package io.github.slackwater.ejb.wildfly;

import io.github.slackwater.ejb.Departures;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jboss.msc.Service;
import org.jboss.msc.service.ServiceController;
import org.jboss.msc.service.StartContext;
import org.jboss.msc.service.StopContext;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a deployment: a service that depends on all services of it, so that the container stops it before it stops
 * any of them. Its stop is the drain of the deployment's applications, and takes as long.
 *
 * <p>It serves once, and removes itself then: WildFly would start it again with the next version of the deployment, of which
 * it does not know the services.
 */
final class Guard implements Service {

    private static final System.Logger LOG = System.getLogger(Guard.class.getName());

    private final String name;
    private final Set<String> applications;
    private final BooleanSupplier deploymentGoes;
    private final Departures departures;
    private volatile boolean retired;
    private volatile @Nullable ServiceController<?> controller;

    /**
     * @param name of the deployment
     * @param deploymentGoes whether all of it goes, asked when a part of it does
     */
    Guard(String name, Set<String> applications, BooleanSupplier deploymentGoes, Departures departures) {
        this.name = name;
        this.applications = applications;
        this.deploymentGoes = deploymentGoes;
        this.departures = departures;
    }

    void installed(ServiceController<?> installed) {
        controller = installed;
    }

    /** From now on its stop holds up nothing; it goes. Harmless where it has gone. */
    void retire() {
        retired = true;
        ServiceController<?> installed = controller;
        if (installed != null) {
            installed.setMode(ServiceController.Mode.REMOVE);
        }
    }

    @Override
    public void start(StartContext context) {
        // It is there to be stopped.
    }

    /** Asynchronous: the container's own threads are few, and others of its services may have to stop meanwhile. */
    @Override
    public void stop(StopContext context) {
        if (retired) {
            return;
        }
        context.asynchronous();
        Thread drain = new Thread(() -> leave(context), "slackwater-" + name + "-goes");
        drain.setDaemon(true);
        drain.start();
    }

    private void leave(StopContext context) {
        try {
            if (deploymentGoes.getAsBoolean()) {
                departures.stopping(name, applications);
            } else {
                // Only a part of the deployment is being restarted, as after a change of the configuration.
                departures.announced(name, applications);
            }
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.WARNING, "Slackwater: deployment " + name + " goes without a drain", e);
        } finally {
            // Otherwise it would be missed: as a service that has lost what it depends on.
            context.getController().setMode(ServiceController.Mode.REMOVE);
            context.complete();
        }
    }
}
