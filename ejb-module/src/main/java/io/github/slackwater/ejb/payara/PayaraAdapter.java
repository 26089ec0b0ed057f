package io.github.slackwater.ejb.payara;

import io.github.slackwater.ejb.Departures;
import io.github.slackwater.ejb.ServerAdapter;
import io.github.slackwater.ejb.ServerGate;
import org.glassfish.api.event.Events;
import org.glassfish.internal.api.Globals;
import org.glassfish.internal.data.ApplicationRegistry;
import org.jspecify.annotations.Nullable;

/** Payara Server and Payara Micro: hears their synchronous events. Requests are counted by the portable filter. */
public final class PayaraAdapter implements ServerAdapter {

    private final Events events = service(Events.class);
    private @Nullable PayaraEvents listener;

    /** @throws IllegalStateException if this Payara lacks a service that is needed */
    public PayaraAdapter() {}

    @Override
    public String name() {
        return "portable (Payara events)";
    }

    @Override
    public synchronized void install(Departures departures, ServerGate gate) {
        listener = new PayaraEvents(departures, service(ApplicationRegistry.class));
        FirstListener.register(events, listener);
    }

    @Override
    public synchronized void remove() {
        if (listener != null) {
            events.unregister(listener);
        }
    }

    @Override
    public synchronized boolean isServerStopping() {
        return listener != null && listener.isServerStopping();
    }

    static <T> T service(Class<T> type) {
        return found(type, Globals.getDefaultHabitat().getService(type));
    }

    static <T> T service(Class<T> type, String name) {
        return found(type, Globals.getDefaultHabitat().getService(type, name));
    }

    private static <T> T found(Class<T> type, @Nullable T service) {
        if (service == null) {
            throw new IllegalStateException("no service " + type.getName());
        }
        return service;
    }
}
