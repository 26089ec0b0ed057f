package io.github.slackwater.ejb.glassfish;

import java.lang.reflect.Field;
import java.util.List;
import java.util.NavigableMap;
import org.glassfish.api.event.EventListener;
import org.glassfish.api.event.Events;

/**
 * Registers a listener before all others.
 *
 * <p>Payara and GlassFish deliver in the order of registration, and have no other order to offer. Their own listeners to
 * {@code prepare_shutdown}, who came when the server booted, end the JMX connector and the timer of transactions: a drain
 * after them can neither be watched, nor lets a request in flight begin a transaction that has a timeout (both seen with
 * Payara Server 6.2025.9). So the order is changed within the server's collection, the one thing in this package that
 * reaches behind its API.
 */
final class FirstListener {

    private static final System.Logger LOG = System.getLogger(FirstListener.class.getName());

    private static final String COLLECTION = "listeners";

    private FirstListener() {}

    /**
     * Where the collection is not as expected, the listener is registered as the last one.
     *
     * @return removes it
     */
    static Runnable register(Events events, EventListener listener) {
        try {
            Field field = collection(events.getClass());
            Object collection = field.get(events);
            if (collection instanceof List<?>) {
                return ListenerList.register(events, field, listener);
            }
            if (collection instanceof NavigableMap<?, ?> map) {
                return ListenerMap.register(events, map, listener);
            }
            throw new IllegalStateException(COLLECTION + ": " + collection.getClass() + " (expected a list or a map)");
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "Slackwater: this server stops its transaction timer and JMX before it drains: " + e);
            events.register(listener);
            return () -> events.unregister(listener);
        }
    }

    static Field collection(Class<?> type) throws NoSuchFieldException {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (field.getName().equals(COLLECTION)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(type.getName() + "." + COLLECTION);
    }
}
