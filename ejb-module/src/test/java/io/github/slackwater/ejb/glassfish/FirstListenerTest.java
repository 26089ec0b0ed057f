package io.github.slackwater.ejb.glassfish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.glassfish.api.event.EventListener;
import org.glassfish.api.event.EventTypes;
import org.glassfish.api.event.Events;
import org.junit.jupiter.api.Test;

/** On stand-ins with the fields that the servers' own classes have. */
class FirstListenerTest {

    private final List<String> heard = new ArrayList<>();

    @Test
    void onPayaraTheListenerIsTheFirstUntilItIsRemoved() {
        isTheFirstUntilItIsRemoved(new PayaraEvents());
    }

    @Test
    void onGlassFishTheListenerIsTheFirstUntilItIsRemoved() {
        isTheFirstUntilItIsRemoved(new OsgiAwareEvents());
    }

    @Test
    void onGlassFishTheRemovalOfAnotherListenerLeavesOurs() {
        OsgiAwareEvents events = new OsgiAwareEvents();
        EventListener other = listener("server");
        events.register(other);
        FirstListener.register(events, listener("ours"));

        events.unregister(other);

        assertThat(delivered(events)).startsWith("ours");
    }

    @Test
    void onAnUnknownServerTheListenerIsTheLastOne() {
        OtherEvents events = new OtherEvents();
        events.register(listener("server"));

        Runnable remove = FirstListener.register(events, listener("ours"));
        assertThat(delivered(events)).containsExactly("server", "ours");

        remove.run();
        assertThat(delivered(events)).containsExactly("server");
    }

    private void isTheFirstUntilItIsRemoved(Delivering events) {
        events.register(listener("server"));
        Runnable removeOld = FirstListener.register(events, listener("old"));
        Runnable removeNew = FirstListener.register(events, listener("new"));
        events.register(listener("application"));
        assertThat(delivered(events)).containsExactly("new", "old", "server", "application");

        removeOld.run();
        assertThat(delivered(events)).containsExactly("new", "server", "application");

        removeNew.run();
        removeNew.run();
        assertThat(delivered(events)).containsExactly("server", "application");
    }

    private List<String> delivered(Delivering events) {
        heard.clear();
        events.listeners().forEach(listener -> listener.event(new EventListener.Event<>(EventTypes.PREPARE_SHUTDOWN)));
        return heard;
    }

    private EventListener listener(String name) {
        return event -> heard.add(name);
    }

    @SuppressWarnings("rawtypes") // As the interface has them.
    private abstract static class Delivering implements Events {
        abstract List<EventListener> listeners();

        @Override
        public void send(EventListener.Event event) {
            throw new UnsupportedOperationException("no event is sent here");
        }

        @Override
        public void send(EventListener.Event event, boolean asynchronously) {
            send(event);
        }
    }

    private static final class PayaraEvents extends Delivering {
        List<EventListener> listeners = new ArrayList<>();

        @Override
        List<EventListener> listeners() {
            return listeners;
        }

        @Override
        public void register(EventListener listener) {
            listeners.add(listener);
        }

        @Override
        public boolean unregister(EventListener listener) {
            return listeners.remove(listener);
        }
    }

    /** Removes nothing, as GlassFish 7.0.21. */
    private static class GlassFishEventsImpl extends Delivering {
        private final Map<Listener, String> listeners = new ConcurrentSkipListMap<>();
        private long next;

        @Override
        List<EventListener> listeners() {
            return listeners.keySet().stream().map(key -> key.eventListener).toList();
        }

        @Override
        public void register(EventListener listener) {
            listeners.put(new Listener(listener, next++), "all events");
        }

        @Override
        public boolean unregister(EventListener listener) {
            return listeners.remove(new Listener(listener, -1)) != null;
        }

        private static final class Listener implements Comparable<Listener> {
            private final EventListener eventListener;
            private final long sequenceNumber;

            Listener(EventListener eventListener, long sequenceNumber) {
                this.eventListener = eventListener;
                this.sequenceNumber = sequenceNumber;
            }

            @Override
            public int compareTo(Listener other) {
                return Long.compare(sequenceNumber, other.sequenceNumber);
            }
        }
    }

    private static final class OsgiAwareEvents extends GlassFishEventsImpl {}

    private static final class OtherEvents extends Delivering {
        private final List<EventListener> others = new ArrayList<>();
        private final Set<String> listeners = Set.of();

        @Override
        List<EventListener> listeners() {
            assertThat(listeners).isEmpty();
            return others;
        }

        @Override
        public void register(EventListener listener) {
            others.add(listener);
        }

        @Override
        public boolean unregister(EventListener listener) {
            return others.remove(listener);
        }
    }
}
