package io.github.slackwater.ejb.wildfly;

import io.github.slackwater.ejb.Departures;
import io.github.slackwater.ejb.ServerAdapter;
import io.github.slackwater.ejb.ServerGate;
import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * WildFly: hears when it suspends, resumes and stops, and has guards before the applications. Requests are counted by the
 * portable filter.
 */
public final class WildFlyAdapter implements ServerAdapter {

    /** WildFly's MBean that tells of its states; part of its management API. */
    private static final String STATE = "jboss.root:type=state";

    private static final System.Logger LOG = System.getLogger(WildFlyAdapter.class.getName());

    private final MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName state;
    private @Nullable RunningStates listener;
    private @Nullable Guards guards;

    /** Called where that MBean is. */
    public WildFlyAdapter() {
        try {
            this.state = new ObjectName(STATE);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(STATE + ": no name of an MBean", e);
        }
    }

    @Override
    public String name() {
        return "portable (WildFly events)";
    }

    @Override
    public synchronized void install(Departures departures, ServerGate gate) {
        Guards guarding = new Guards(mbeans, ServiceAccess.services(), departures);
        RunningStates states = new RunningStates(departures);
        try {
            mbeans.addNotificationListener(state, states, null, null);
            listener = states;
            guards = guarding;
            guarding.open();
        } catch (InstanceNotFoundException e) {
            remove();
            throw new IllegalStateException("no MBean " + STATE, e);
        } catch (RuntimeException | LinkageError e) {
            remove();
            throw e;
        }
    }

    @Override
    public synchronized void remove() {
        if (guards != null) {
            guards.close();
            guards = null;
        }
        if (listener == null) {
            return;
        }
        try {
            mbeans.removeNotificationListener(state, listener);
        } catch (InstanceNotFoundException | ListenerNotFoundException e) {
            // A reload of the server has replaced the MBean, and all of its listeners are gone with it.
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: " + STATE + " has gone", e);
        }
        listener = null;
    }

    @Override
    public synchronized boolean isServerStopping() {
        return listener != null && listener.isServerStopping();
    }
}
