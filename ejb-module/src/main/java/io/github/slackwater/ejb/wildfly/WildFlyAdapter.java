package io.github.slackwater.ejb.wildfly;

import io.github.slackwater.ejb.Departures;
import io.github.slackwater.ejb.ServerAdapter;
import io.github.slackwater.ejb.ServerGate;
import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * WildFly: hears when it suspends, resumes and stops, and has guards before the applications; tells mod_cluster. Requests are counted by the
 * portable filter.
 */
public final class WildFlyAdapter implements ServerAdapter {

    private @Nullable RunningStates states;
    private @Nullable Guards guards;
    private @Nullable ModCluster modCluster;
    private @Nullable CoveredApplications applications;

    /** Called where WildFly's MBean of its states is. */
    public WildFlyAdapter() {}

    @Override
    public String name() {
        return "portable (WildFly events)";
    }

    @Override
    public synchronized void install(Departures departures, ServerGate gate) {
        Guards guarding = new Guards(ServiceAccess.services(), departures);
        boolean complete = false;
        try {
            states = RunningStates.listen(departures);
            guards = guarding;
            applications = new CoveredApplications(ManagementFactory.getPlatformMBeanServer(), guarding);
            modCluster = ModCluster.follow(ManagementFactory.getPlatformMBeanServer());
            complete = true;
        } catch (InstanceNotFoundException e) {
            throw new IllegalStateException("no MBean of the MBean server itself", e);
        } finally {
            if (!complete) {
                remove();
            }
        }
    }

    @Override
    public synchronized void remove() {
        if (modCluster != null) {
            modCluster.close();
            modCluster = null;
        }
        if (applications != null) {
            applications.close();
            applications = null;
        }
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
