package io.github.slackwater.ejb.wildfly;

import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.ejb.Departures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.msc.service.LifecycleEvent;
import org.jboss.msc.service.LifecycleListener;
import org.jboss.msc.service.ServiceController;
import org.jboss.msc.service.ServiceRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Guards every deployment of which an application is covered, from the moment at which it is complete. Who counts the
 * requests, tells it of the applications.
 *
 * <p>Public only because the gate in the server has another loader. Any thread may call; nothing blocks.
 */
public final class Guards implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Guards.class.getName());

    private final DeploymentServices services;
    private final Departures departures;

    /** By top service, which is another one in each version. */
    private final Map<ServiceController<?>, GuardedDeployment> guarded = new HashMap<>();

    private final LifecycleListener forgetting = this::forget;
    private boolean closed;

    Guards(ServiceRegistry services, Departures departures) {
        this.services = new DeploymentServices(services);
        this.departures = departures;
    }

    /** A covered application comes up, or is there, on whichever host. */
    void webStarts(String application) {
        guard(application, services.web(application));
    }

    /** The same on one host; the context path has its slash. */
    public void webStarts(String server, String host, String contextPath) {
        guard(ApplicationLifecycle.nameOf(contextPath), services.web(server, host, contextPath));
    }

    private void guard(String application, @Nullable ServiceController<?> web) {
        ServiceController<?> top = web == null ? null : DeploymentServices.top(web);
        if (web == null || top == null) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "Slackwater: {0} belongs to no deployment that could be guarded: it drains on request only",
                    application);
            return;
        }
        GuardedDeployment deployment;
        synchronized (this) {
            if (closed) {
                return;
            }
            deployment = guarded.computeIfAbsent(top, key -> new GuardedDeployment(key, services, departures));
        }
        top.addListener(forgetting);
        deployment.webStarts(application, web);
    }

    private void forget(ServiceController<?> top, LifecycleEvent event) {
        if (event == LifecycleEvent.REMOVED) {
            synchronized (this) {
                guarded.remove(top);
            }
        }
    }

    /** Ends it; the applications go on without guards. */
    @Override
    public void close() {
        List<GuardedDeployment> all;
        synchronized (this) {
            closed = true;
            guarded.keySet().forEach(top -> top.removeListener(forgetting));
            all = new ArrayList<>(guarded.values());
            guarded.clear();
        }
        all.forEach(GuardedDeployment::remove);
    }
}
