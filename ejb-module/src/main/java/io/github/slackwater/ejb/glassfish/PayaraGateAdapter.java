package io.github.slackwater.ejb.glassfish;

import io.github.slackwater.ejb.Departures;
import io.github.slackwater.ejb.ServerAdapter;
import io.github.slackwater.ejb.ServerGate;
import org.glassfish.api.event.Events;
import org.glassfish.internal.data.ApplicationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Payara Server and Payara Micro with a gate before every application: requests are counted, and parked, before Payara maps
 * them. The events are those of {@link PayaraAdapter}.
 */
public final class PayaraGateAdapter implements ServerAdapter {

    private final Events bus = GlassFishAdapter.service(Events.class);
    private final PayaraAdapter events = new PayaraAdapter();
    private final GatedListeners listeners = new GatedListeners();
    private @Nullable Arrivals arrivals;
    private Runnable suspendAgain = () -> {};

    /** @throws IllegalStateException if this Payara lacks a service that is needed */
    public PayaraGateAdapter() {}

    @Override
    public String name() {
        return "server gate (Payara)";
    }

    @Override
    public synchronized void install(Departures departures, ServerGate gate) {
        boolean complete = false;
        try {
            events.install(departures, gate);
            Arrivals heard = new Arrivals(departures, gate);
            arrivals = heard;
            bus.register(heard);
            heard.coverPresent(GlassFishAdapter.service(ApplicationRegistry.class));
            listeners.install(gate);
            suspendAgain = Suspensions.withhold(
                    bus, deployment -> WebApplications.of(deployment).allMatch(gate::covers));
            complete = true;
        } finally {
            if (!complete) {
                remove();
            }
        }
    }

    /** Of a server that stops the gates stay where they are: a request that comes now would be cut. */
    @Override
    public synchronized void remove() {
        if (!isServerStopping()) {
            listeners.remove();
        }
        suspendAgain.run();
        suspendAgain = () -> {};
        if (arrivals != null) {
            bus.unregister(arrivals);
        }
        events.remove();
    }

    @Override
    public boolean isServerStopping() {
        return events.isServerStopping();
    }
}
