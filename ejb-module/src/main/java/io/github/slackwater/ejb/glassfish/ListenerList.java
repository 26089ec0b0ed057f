package io.github.slackwater.ejb.glassfish;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.api.event.EventListener;
import org.glassfish.api.event.Events;

/** Payara's collection of listeners: a list, in a field that is not final. */
final class ListenerList {

    private ListenerList() {}

    static Runnable register(Events events, Field field, EventListener listener) throws IllegalAccessException {
        // The lock of Payara's own register(). Its send() copies the list without: it must never see half a change.
        synchronized (events) {
            List<EventListener> reordered = new ArrayList<>();
            reordered.add(listener);
            for (Object other : (List<?>) field.get(events)) {
                reordered.add((EventListener) other);
            }
            field.set(events, reordered);
        }
        return () -> events.unregister(listener);
    }
}
