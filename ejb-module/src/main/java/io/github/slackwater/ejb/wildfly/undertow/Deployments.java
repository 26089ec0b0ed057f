package io.github.slackwater.ejb.wildfly.undertow;

import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.ejb.Departures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.msc.service.ServiceContainer;
import org.jboss.msc.service.ServiceController;
import org.jboss.msc.service.ServiceName;
import org.jspecify.annotations.Nullable;

/** The top-level deployments that have covered applications, each as a {@link GuardedDeployment}. */
final class Deployments {

    private static final System.Logger LOG = System.getLogger(Deployments.class.getName());

    /** WildFly's name for the service of a web application, followed by server, host and context path. */
    private static final ServiceName WEB = ServiceName.of("org", "wildfly", "undertow", "deployment");

    private final ServiceContainer container;
    private final Departures departures;
    private final Map<String, GuardedDeployment> guarded = new HashMap<>();
    private boolean removed;

    Deployments(ServiceContainer container, Departures departures) {
        this.container = container;
        this.departures = departures;
    }

    void webStarted(String server, String host, String contextPath) {
        ServiceName name = WEB.append(server, host, contextPath);
        ServiceController<?> web = container.getService(name);
        String deployment = web == null ? null : topLevel(web);
        if (web == null || deployment == null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Slackwater: {0} belongs to no deployment that could be guarded: it drains on request only",
                    name.getCanonicalName());
            return;
        }
        GuardedDeployment found = guarded(deployment);
        if (found != null) {
            found.webStarted(ApplicationLifecycle.nameOf(contextPath), web);
        }
    }

    private synchronized @Nullable GuardedDeployment guarded(String deployment) {
        return removed
                ? null
                : guarded.computeIfAbsent(deployment, name -> new GuardedDeployment(name, container, departures));
    }

    void webStopped(String contextPath) {
        String application = ApplicationLifecycle.nameOf(contextPath);
        all().forEach(deployment -> deployment.webStopped(application));
    }

    /** Nothing is guarded from now on. */
    void remove() {
        List<GuardedDeployment> all;
        synchronized (this) {
            removed = true;
            all = all();
            guarded.clear();
        }
        all.forEach(GuardedDeployment::remove);
    }

    private synchronized List<GuardedDeployment> all() {
        return new ArrayList<>(guarded.values());
    }

    /** The name of the deployment, an EAR for example, that a service belongs to; null: to none. */
    static @Nullable String topLevel(ServiceController<?> service) {
        for (ServiceController<?> each = service; each != null; each = each.getParent()) {
            for (ServiceName name : each.provides()) {
                String[] parts = name.toArray();
                if (parts.length >= 4
                        && parts[0].equals("jboss")
                        && parts[1].equals("deployment")
                        && (parts[2].equals("unit") || parts[2].equals("subunit"))) {
                    return parts[3];
                }
            }
        }
        return null;
    }
}
