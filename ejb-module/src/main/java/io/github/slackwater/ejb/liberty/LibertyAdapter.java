package io.github.slackwater.ejb.liberty;

import io.github.slackwater.ejb.Departures;
import io.github.slackwater.ejb.ServerAdapter;
import io.github.slackwater.ejb.ServerGate;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** Open Liberty: hears when an application stops, and when the server does. Requests are counted by the portable filter. */
public final class LibertyAdapter implements ServerAdapter {

    private static final System.Logger LOG = System.getLogger(LibertyAdapter.class.getName());

    private @Nullable Departures departures;
    private @Nullable ApplicationStops applications;
    private @Nullable FrameworkStop server;

    /** Called on Open Liberty. */
    public LibertyAdapter() {}

    @Override
    public String name() {
        return "portable (Liberty events)";
    }

    @Override
    public synchronized void install(Departures departures, ServerGate gate) {
        this.departures = departures;
        applications = ApplicationStops.watch(ManagementFactory.getPlatformMBeanServer(), departures::stopping);
        try {
            server = FrameworkStop.watch(LibertyAdapter.class.getClassLoader(), departures::serverStops);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "Slackwater: this Liberty closes its HTTP port before it drains, when it is stopped: " + e);
        }
    }

    @Override
    public synchronized void remove() {
        if (applications != null) {
            applications.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Override
    public synchronized boolean isServerStopping() {
        return departures != null && departures.isServerStopping();
    }
}
