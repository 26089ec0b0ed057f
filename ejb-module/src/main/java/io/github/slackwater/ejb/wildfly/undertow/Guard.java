package io.github.slackwater.ejb.wildfly.undertow;

import io.github.slackwater.ejb.Departures;
import java.util.Set;
import org.jboss.msc.Service;
import org.jboss.msc.service.ServiceController;
import org.jboss.msc.service.StartContext;
import org.jboss.msc.service.StopContext;
import org.jspecify.annotations.Nullable;

/**
 * Depends on the services of a deployment, so that WildFly has to stop it before them: it drains first.
 *
 * <p>It serves once. WildFly would start it again with the next version of the deployment, of which it does not know the
 * services.
 */
final class Guard implements Service {

    private static final System.Logger LOG = System.getLogger(Guard.class.getName());

    private final String deployment;
    private final Set<String> applications;
    private final Departures departures;
    private volatile boolean retired;
    private volatile @Nullable ServiceController<?> controller;

    Guard(String deployment, Set<String> applications, Departures departures) {
        this.deployment = deployment;
        this.applications = applications;
        this.departures = departures;
    }

    void installed(ServiceController<?> installed) {
        controller = installed;
    }

    /** It goes without draining. Harmless where it has gone. */
    void retire() {
        retired = true;
        ServiceController<?> installed = controller;
        if (installed != null) {
            installed.setMode(ServiceController.Mode.REMOVE);
        }
    }

    @Override
    public void start(StartContext context) {
        // To be up is all.
    }

    @Override
    public void stop(StopContext context) {
        if (retired) {
            return;
        }
        // WildFly's own threads are few: one that waits here would hold up other deployments.
        context.asynchronous();
        Thread drain = new Thread(() -> drain(context), "slackwater-" + deployment);
        drain.setDaemon(true);
        drain.start();
    }

    private void drain(StopContext context) {
        try {
            departures.stopping(deployment, applications);
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.WARNING, "Slackwater: deployment " + deployment + " is not drained", e);
        } finally {
            context.getController().setMode(ServiceController.Mode.REMOVE);
            context.complete();
        }
    }
}
