package io.github.slackwater.ejb.wildfly;

import io.github.slackwater.ejb.Departures;
import io.github.slackwater.ejb.ServerAdapter;
import io.github.slackwater.ejb.ServerGate;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * WildFly with a gate before every application: requests are counted, and parked, before WildFly maps them. That it suspends,
 * resumes and stops is heard as by {@link WildFlyAdapter}, and mod_cluster is told.
 */
public final class WildFlyGateAdapter implements ServerAdapter {

    private final InServer server;
    private @Nullable RunningStates states;
    private @Nullable Guards guards;
    private @Nullable ModCluster modCluster;

    /** @throws IllegalStateException if this WildFly lacks something that is needed */
    public WildFlyGateAdapter() {
        server = new ServerModules(WildFlyGateAdapter.class.getClassLoader()).inServer();
    }

    @Override
    public String name() {
        return "server gate (WildFly)";
    }

    @Override
    public synchronized void install(Departures departures, ServerGate gate) {
        boolean complete = false;
        try {
            Guards guarding = new Guards(ServiceAccess.services(), departures);
            guards = guarding;
            states = RunningStates.listen(departures);
            server.install(guarding, gate);
            modCluster = ModCluster.follow(ManagementFactory.getPlatformMBeanServer());
            complete = true;
        } finally {
            if (!complete) {
                remove();
            }
        }
    }

    /** Of a server that stops the gates stay where they are: a request that comes now would be cut. */
    @Override
    public synchronized void remove() {
        if (modCluster != null) {
            modCluster.close();
            modCluster = null;
        }
        server.remove(isServerStopping());
        if (guards != null) {
            guards.close();
            guards = null;
        }
        if (states != null) {
            states.close();
            states = null;
        }
    }

    @Override
    public synchronized boolean isServerStopping() {
        return states != null && states.isServerStopping();
    }
}
