package io.github.slackwater.ejb.wildfly;

import io.github.slackwater.ejb.Departures;
import javax.management.AttributeChangeNotification;
import javax.management.Notification;
import javax.management.NotificationListener;
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
final class RunningStates implements NotificationListener {

    private static final System.Logger LOG = System.getLogger(RunningStates.class.getName());

    private static final String ATTRIBUTE = "RunningState";
    private static final String NORMAL = "normal";
    private static final String SUSPENDING = "suspending";
    private static final String STOPPING = "stopping";

    private final Departures departures;

    RunningStates(Departures departures) {
        this.departures = departures;
    }

    boolean isServerStopping() {
        return departures.isServerStopping();
    }

    /** What fails here is ours: it must not break the server's change of state. */
    @Override
    public void handleNotification(Notification notification, @Nullable Object handback) {
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
