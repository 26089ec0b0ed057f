package io.github.slackwater.ejb.wildfly;

import io.github.slackwater.core.jmx.Listening;
import io.github.slackwater.ejb.Departures;
import java.lang.management.ManagementFactory;
import javax.management.AttributeChangeNotification;
import javax.management.InstanceNotFoundException;
import javax.management.MalformedObjectNameException;
import javax.management.Notification;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Hears in which state WildFly is running. It is told synchronously, on the thread that does the work, and WildFly goes on
 * only when the listener returns.
 *
 * <p>Found by experiment with WildFly 37.0.1 and 39.0.1:
 *
 * <ul>
 *   <li>{@code :suspend}, SIGTERM, {@code :shutdown}: {@code normal} to {@code suspending}, while everything still serves
 *       (WildFly's own readiness is down by then); then {@code suspended};
 *   <li>a stop goes on with {@code stopping}, before anything is torn down;
 *   <li>{@code :resume}: {@code suspended} to {@code normal}.
 * </ul>
 */
final class RunningStates implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RunningStates.class.getName());

    /** WildFly's MBean that tells of its states; part of its management API. */
    private static final String STATE = "jboss.root:type=state";

    private static final String ATTRIBUTE = "RunningState";
    private static final String NORMAL = "normal";
    private static final String SUSPENDING = "suspending";
    private static final String STOPPING = "stopping";

    private final Departures departures;
    private final Listening listening;

    private RunningStates(Departures departures) throws InstanceNotFoundException, MalformedObjectNameException {
        this.departures = departures;
        this.listening = Listening.to(ManagementFactory.getPlatformMBeanServer(), new ObjectName(STATE), this::heard);
    }

    /** @throws IllegalStateException if there is no such MBean */
    static RunningStates listen(Departures departures) {
        try {
            return new RunningStates(departures);
        } catch (InstanceNotFoundException | MalformedObjectNameException e) {
            throw new IllegalStateException("no MBean " + STATE, e);
        }
    }

    @Override
    public void close() {
        listening.close();
    }

    boolean isServerStopping() {
        return departures.isServerStopping();
    }

    /** What fails here is ours: it must not break the server's change of state. */
    private void heard(Notification notification, @Nullable Object handback) {
        if (notification instanceof AttributeChangeNotification change && ATTRIBUTE.equals(change.getAttributeName())) {
            try {
                changed(String.valueOf(change.getOldValue()), String.valueOf(change.getNewValue()));
            } catch (Throwable e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Slackwater: " + change.getMessage() + ": could not be acted on",
                        e);
            }
        }
    }

    /** Blocks only where WildFly comes from {@code normal}: later it serves no request whose end could be waited for. */
    private void changed(String from, String to) {
        if (to.equals(STOPPING)) {
            departures.serverStops();
        } else if (from.equals(NORMAL) && to.equals(SUSPENDING)) {
            departures.serverSuspends();
        } else if (to.equals(NORMAL)) {
            departures.serverResumes();
        }
    }
}
