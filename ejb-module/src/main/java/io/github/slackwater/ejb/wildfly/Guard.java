package io.github.slackwater.ejb.wildfly;

import io.github.slackwater.ejb.Departures;
import java.util.Set;
import org.jboss.msc.Service;
import org.jboss.msc.service.ServiceController;
import org.jboss.msc.service.StartContext;
import org.jboss.msc.service.StopContext;

/**
 * Stands before a deployment: a service that depends on all services of it, so that the container stops it before it stops
 * any of them. Its stop is the application's drain, and takes as long.
 *
 * <p>It removes itself then. The next version of the deployment gets a guard of its own.
 */
final class Guard implements Service {

    private static final System.Logger LOG = System.getLogger(Guard.class.getName());

    private final String application;
    private final ServiceController<?> deployment;
    private final Departures departures;
    private volatile boolean released;

    Guard(String application, ServiceController<?> deployment, Departures departures) {
        this.application = application;
        this.deployment = deployment;
        this.departures = departures;
    }

    /** From now on its stop holds up nothing. */
    void release() {
        released = true;
    }

    @Override
    public void start(StartContext context) {
        // It is there to be stopped.
    }

    /** Asynchronous: the container's own threads are few, and others of its services may have to stop meanwhile. */
    @Override
    public void stop(StopContext context) {
        if (released) {
            return;
        }
        context.asynchronous();
        Thread drain = new Thread(() -> leave(context), "slackwater-" + application + "-goes");
        drain.setDaemon(true);
        drain.start();
    }

    private void leave(StopContext context) {
        try {
            if (deployment.getMode() == ServiceController.Mode.REMOVE) {
                departures.stopping(application, Set.of(application));
            } else {
                // Only a part of the deployment is being restarted, as after a change of the configuration.
                departures.announced(application, Set.of(application));
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.log(System.Logger.Level.WARNING, "Slackwater: " + application + " goes without a drain", e);
        } finally {
            // Otherwise it would be missed: as a service that has lost what it depends on.
            context.getController().setMode(ServiceController.Mode.REMOVE);
            context.complete();
        }
    }
}
