package io.github.slackwater.ejb.wildfly.undertow;

import io.github.slackwater.ejb.Bootstrap;
import io.github.slackwater.ejb.ServerGate;
import io.github.slackwater.ejb.wildfly.Guards;
import io.undertow.servlet.api.Deployment;
import java.util.HashMap;
import java.util.Map;
import org.wildfly.extension.undertow.Host;
import org.wildfly.extension.undertow.Server;
import org.wildfly.extension.undertow.UndertowEventListener;

/**
 * The hosts of this WildFly, each with a {@link GateFilter}, and what is deployed on them.
 *
 * <p>WildFly tells the news synchronously, and holds a monitor meanwhile: nothing here waits, and no lock of ours is held
 * where WildFly's monitor is wanted.
 */
final class GatedHosts implements UndertowEventListener {

    private static final System.Logger LOG = System.getLogger(GatedHosts.class.getName());

    private final ServerGate gate;
    private final Guards guards;
    private final Map<Host, GateFilter> filters = new HashMap<>();
    private boolean removed;

    GatedHosts(ServerGate gate, Guards guards) {
        this.gate = gate;
        this.guards = guards;
    }

    @Override
    public void onServerStart(Server server) {
        server.getHosts().forEach(this::onHostStart);
    }

    @Override
    public void onHostStart(Host host) {
        act("host " + host.getName() + " has started", () -> {
            if (addFilter(host)) {
                host.getDeployments().forEach(deployment -> cover(deployment, host));
            }
        });
    }

    private synchronized boolean addFilter(Host host) {
        boolean isNew = !removed && !filters.containsKey(host);
        if (isNew) {
            GateFilter filter = new GateFilter(gate);
            host.addFilter(filter);
            filters.put(host, filter);
        }
        return isNew;
    }

    @Override
    public void onHostStop(Host host) {
        act("host " + host.getName() + " has stopped", () -> forget(host));
    }

    private synchronized void forget(Host host) {
        GateFilter filter = filters.remove(host);
        if (filter != null) {
            host.removeFilter(filter);
        }
    }

    @Override
    public void onDeploymentStart(Deployment deployment, Host host) {
        act(contextPath(deployment) + " has started", () -> cover(deployment, host));
    }

    @Override
    public void onDeploymentStop(Deployment deployment, Host host) {
        act(contextPath(deployment) + " has stopped", () -> gate.left(contextPath(deployment), nameOf(host)));
    }

    private static String nameOf(Host host) {
        return host.getServer().getName() + "/" + host.getName();
    }

    private void cover(Deployment deployment, Host host) {
        String leftAlone = deployment.getServletContext().getInitParameter(ServerGate.COVERED);
        if ((leftAlone == null || !leftAlone.strip().equalsIgnoreCase("false")) && !isOurs(deployment)) {
            String contextPath = contextPath(deployment);
            gate.cover(contextPath, nameOf(host));
            guards.webStarts(host.getServer().getName(), host.getName(), contextPath);
        }
    }

    /** A module of our own deployment, and no other, sees this very class. */
    private static boolean isOurs(Deployment deployment) {
        try {
            return Class.forName(
                            Bootstrap.class.getName(),
                            false,
                            deployment.getDeploymentInfo().getClassLoader())
                    == Bootstrap.class;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static String contextPath(Deployment deployment) {
        String path = deployment.getDeploymentInfo().getContextPath();
        return path.isEmpty() ? "/" : path;
    }

    /** Takes the filters back. */
    synchronized void remove() {
        removed = true;
        filters.forEach(Host::removeFilter);
        filters.clear();
    }

    /** What fails here is ours: it must not break the deployment of somebody else. */
    private static void act(String news, Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.WARNING, "Slackwater: " + news + ": could not be acted on", e);
        }
    }
}
