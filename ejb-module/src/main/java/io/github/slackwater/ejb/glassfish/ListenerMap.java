package io.github.slackwater.ejb.glassfish;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.NavigableMap;
import org.glassfish.api.event.EventListener;
import org.glassfish.api.event.Events;

/**
 * GlassFish's collection of listeners: a concurrent map, sorted by the number that each got when it was registered, from 0
 * on. Its key is the listener with this number, its value the events that the listener wants.
 *
 * <p>GlassFish 7.0.21 never removes a listener: its {@code unregister()} looks for one with the number -1
 * (eclipse-ee4j/glassfish, pull request 25692). Each redeployment would leave one behind, and its class loader with it.
 */
final class ListenerMap {

    private final NavigableMap<Object, Object> map;
    private final EventListener listener;
    private final Field listenerOfKey;
    private final Field numberOfKey;
    private final Constructor<?> newKey;

    private ListenerMap(NavigableMap<Object, Object> map, EventListener listener) throws ReflectiveOperationException {
        this.map = map;
        this.listener = listener;
        Class<?> key = map.firstKey().getClass();
        listenerOfKey = key.getDeclaredField("eventListener");
        numberOfKey = key.getDeclaredField("sequenceNumber");
        newKey = key.getDeclaredConstructor(EventListener.class, long.class);
        listenerOfKey.setAccessible(true);
        numberOfKey.setAccessible(true);
        newKey.setAccessible(true);
    }

    @SuppressWarnings("unchecked") // The keys that are put in are of the class of those that are there.
    static Runnable register(Events events, NavigableMap<?, ?> map, EventListener listener)
            throws ReflectiveOperationException {
        ListenerMap listeners = new ListenerMap((NavigableMap<Object, Object>) map, listener);
        events.register(listener);
        listeners.moveToFront();
        return () -> {
            boolean unused = events.unregister(listener); // A later GlassFish keeps a second map.
            listeners.remove();
        };
    }

    private void moveToFront() throws ReflectiveOperationException {
        for (Map.Entry<Object, Object> entry : map.entrySet()) {
            if (isOurs(entry.getKey())) {
                putFirst(entry.getValue());
                map.remove(entry.getKey());
                return;
            }
        }
    }

    private void putFirst(Object events) throws ReflectiveOperationException {
        long number;
        do {
            // Never -1: what any unregister() removes.
            number = Math.min(0, numberOfKey.getLong(map.firstKey())) - 2;
        } while (map.putIfAbsent(newKey.newInstance(listener, number), events) != null);
    }

    private void remove() {
        map.keySet().removeIf(this::isOurs);
    }

    private boolean isOurs(Object key) {
        try {
            return listenerOfKey.get(key) == listener;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(listenerOfKey + " was accessible before", e);
        }
    }
}
