package io.github.slackwater.ejb.glassfish;

import io.github.slackwater.ejb.Departures;
import io.github.slackwater.ejb.ServerAdapter;
import io.github.slackwater.ejb.ServerGate;
import org.glassfish.api.event.Events;
import org.glassfish.internal.api.Globals;
import org.glassfish.internal.data.ApplicationRegistry;
import org.jspecify.annotations.Nullable;

/** GlassFish: hears its synchronous events. Requests are counted by the portable filter. */
public class GlassFishAdapter implements ServerAdapter {

    private final Events events = service(Events.class);
    private @Nullable GlassFishEvents listener;
    private Runnable unregister = () -> {};

    /** @throws IllegalStateException if this server lacks a service that is needed */
    public GlassFishAdapter() {}

    @Override
    public String name() {
        return "portable (GlassFish events)";
    }

    @Override
    public final synchronized void install(Departures departures, ServerGate gate) {
        listener = new GlassFishEvents(departures, service(ApplicationRegistry.class));
        unregister = FirstListener.register(events, listener);
    }

    @Override
    public final synchronized void remove() {
        if (listener != null) {
            listener.remove();
        }
        unregister.run();
    }

    @Override
    public final synchronized boolean isServerStopping() {
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
