package io.github.slackwater.ejb.glassfish;

import com.sun.enterprise.config.serverbeans.Config;
import com.sun.enterprise.v3.services.impl.GrizzlyProxy;
import com.sun.enterprise.v3.services.impl.GrizzlyService;
import io.github.slackwater.ejb.ServerGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.config.GenericGrizzlyListener;
import org.glassfish.grizzly.config.dom.NetworkListener;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.jspecify.annotations.Nullable;

/**
 * The network listeners of this server, all but that of the administration, each with a {@link GateHandler} before the
 * handler that it had.
 *
 * <p>Payara builds a listener anew when its configuration is changed, and tells nobody: so they are looked at again and
 * again.
 */
final class GatedListeners {

    private static final System.Logger LOG = System.getLogger(GatedListeners.class.getName());

    private static final String ADMINISTRATION = "admin-listener";
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final GrizzlyService grizzly = GlassFishAdapter.service(GrizzlyService.class);
    private final Config config = GlassFishAdapter.service(Config.class, "default-instance-name");
    private final List<Gated> gated = new ArrayList<>();
    private Runnable cancelLook = () -> {};
    private @Nullable ServerGate gate;

    /** @throws IllegalStateException if there is no listener that could have a gate */
    synchronized void install(ServerGate gate) {
        this.gate = gate;
        look(gate);
        if (gated.isEmpty()) {
            throw new IllegalStateException("no network listener with an HttpServerFilter (expected http-listener-1)");
        }
        cancelLook = gate.every(LOOK_AGAIN, () -> look(gate));
    }

    /** Each listener gets its own handler back. Requests that are parked keep theirs. */
    synchronized void remove() {
        gate = null;
        cancelLook.run();
        gated.forEach(Gated::restore);
        gated.clear();
    }

    private synchronized void look(ServerGate mine) {
        if (gate != mine) {
            return;
        }
        gated.removeIf(Gated::isReplaced);
        for (NetworkListener listener :
                config.getNetworkConfig().getNetworkListeners().getNetworkListener()) {
            if (!listener.getName().equals(ADMINISTRATION)
                    && grizzly.lookupNetworkProxy(listener) instanceof GrizzlyProxy proxy
                    && proxy.getUnderlyingListener() instanceof GenericGrizzlyListener http) {
                // Two with HTTP/2: one behind the upgrade.
                filters(http).forEach(filter -> gate(listener.getName(), filter, mine));
            }
        }
    }

    /** Of one that Payara has stopped, and not yet replaced, there are none. */
    private static List<HttpServerFilter> filters(GenericGrizzlyListener http) {
        try {
            return http.getFilters(HttpServerFilter.class);
        } catch (NullPointerException stopped) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: " + http.getName() + " has been stopped", stopped);
            return List.of();
        }
    }

    private void gate(String listener, HttpServerFilter filter, ServerGate mine) {
        // What another copy of this class has put there is replaced, with what it had before, when that copy goes.
        if (filter.getHttpHandler() != null && gated.stream().noneMatch(known -> known.filter == filter)) {
            GateHandler handler = new GateHandler(filter.getHttpHandler(), mine);
            filter.setHttpHandler(handler);
            gated.add(new Gated(filter, handler));
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: gate before {0}", listener);
        }
    }

    private record Gated(HttpServerFilter filter, GateHandler handler) {

        boolean isReplaced() {
            return filter.getHttpHandler() != handler;
        }

        void restore() {
            if (!isReplaced()) {
                filter.setHttpHandler(handler.own());
            }
        }
    }
}
