package io.github.slackwater.ejb.payara;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.api.event.EventListener;
import org.glassfish.api.event.Events;

/**
 * Registers a listener before all others.
 *
 * <p>Payara delivers in the order of registration, and has no other order to offer. Its own listeners to {@code
 * prepare_shutdown}, who came when it booted, end the JMX connector and the timer of transactions: a drain after them can
 * neither be watched, nor lets a request in flight begin a transaction that has a timeout (both seen with Payara Server
 * 6.2025.9). So the order is changed within Payara's list, the one place here that reaches behind its API.
 */
final class FirstListener {

    private static final System.Logger LOG = System.getLogger(FirstListener.class.getName());

    private static final String LIST = "listeners";

    private FirstListener() {}

    /** Where Payara's list is not as expected, the listener is registered as the last one. */
    static void register(Events events, EventListener listener) {
        try {
            Field field = events.getClass().getDeclaredField(LIST);
            field.setAccessible(true);
            // The lock of Payara's own register(). Its send() copies the list without: it must never see half a change.
            synchronized (events) {
                List<EventListener> reordered = new ArrayList<>();
                reordered.add(listener);
                for (Object other : (List<?>) field.get(events)) {
                    reordered.add((EventListener) other);
                }
                field.set(events, reordered);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            events.register(listener);
            LOG.log(
                    System.Logger.Level.INFO,
                    "Slackwater: this Payara stops its transaction timer and JMX before it drains: " + e);
        }
    }
}
