package io.github.slackwater.ejb.tomcat;

import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.ejb.Departures;
import java.util.Arrays;
import java.util.Set;
import org.apache.catalina.Container;
import org.apache.catalina.ContainerEvent;
import org.apache.catalina.ContainerListener;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.Server;
import org.apache.catalina.Service;
import org.apache.catalina.mapper.MapperListener;

/**
 * Hears Tomcat's events. {@code before_stop} is delivered synchronously, on the thread that does the work, and Tomcat goes
 * on only when the listener returns.
 *
 * <p>Found by experiment with TomEE 9.0.0 (Tomcat 10.0.27):
 *
 * <ul>
 *   <li>undeploy, redeploy, stop and reload of an application: {@code before_stop} of its context. Tomcat's own listener to
 *       that event takes the context out of the mapping, and every request is answered 404 from then on: ours has to come
 *       first;
 *   <li>{@code shutdown.sh}, SIGTERM: {@code before_stop} of the server, with everything serving, then the connectors are
 *       paused, then {@code before_stop} of each context.
 * </ul>
 */
final class TomcatEvents implements LifecycleListener, ContainerListener {

    private static final System.Logger LOG = System.getLogger(TomcatEvents.class.getName());

    private final Departures departures;
    private final Arrivals arrivals = new Arrivals();

    TomcatEvents(Departures departures) {
        this.departures = departures;
    }

    boolean isServerStopping() {
        return departures.isServerStopping();
    }

    /** Begins to hear of a server and of all its contexts, also of those to come. */
    void follow(Server server) {
        server.addLifecycleListener(this);
        for (Service service : server.findServices()) {
            follow(service.getContainer());
        }
    }

    /** Ends it. */
    void forget(Server server) {
        server.removeLifecycleListener(this);
        for (Service service : server.findServices()) {
            forget(service.getContainer());
        }
    }

    /** An engine, a host or a context. */
    private void follow(Container container) {
        if (container instanceof Context context) {
            listenFirst(context);
            return;
        }
        // Before its children: one that is added meanwhile is not missed.
        container.addContainerListener(this);
        for (Container child : container.findChildren()) {
            follow(child);
        }
    }

    /** Also of a context that has gone: TomEE 9.0.0 keeps such contexts, and would keep us with them. */
    private void forget(Container container) {
        container.removeContainerListener(this);
        container.removeLifecycleListener(this);
        if (container instanceof Context context) {
            context.removeLifecycleListener(arrivals);
            arrivals.end(context);
            return;
        }
        for (Container child : container.findChildren()) {
            forget(child);
        }
    }

    /** Tomcat calls listeners in the order in which they came; so its mapping is put behind us. */
    private synchronized void listenFirst(Context context) {
        LifecycleListener[] present = context.findLifecycleListeners();
        if (Arrays.asList(present).contains(this)) {
            return;
        }
        context.addLifecycleListener(this);
        for (LifecycleListener listener : present) {
            if (listener instanceof MapperListener) {
                // Once more, then its first place is removed: at no moment is it missing.
                context.addLifecycleListener(listener);
                context.removeLifecycleListener(listener);
            }
        }
    }

    @Override
    public void containerEvent(ContainerEvent event) {
        if (event.getData() instanceof Container child) {
            if (Container.ADD_CHILD_EVENT.equals(event.getType())) {
                follow(child);
            } else if (Container.REMOVE_CHILD_EVENT.equals(event.getType())) {
                forget(child);
            }
        }
    }

    /** What fails here is ours: it must break neither the deployment of somebody else nor the stop of the server. */
    @Override
    public void lifecycleEvent(LifecycleEvent event) {
        try {
            hear(event.getLifecycle(), event.getType());
        } catch (Throwable e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Slackwater: event " + event.getType() + " of " + event.getLifecycle() + " could not be acted on",
                    e);
        }
    }

    private void hear(Lifecycle source, String event) {
        if (source instanceof Context context) {
            if (event.equals(Lifecycle.CONFIGURE_START_EVENT)) {
                arrivals.begin(context);
            } else if (event.equals(Lifecycle.BEFORE_STOP_EVENT)) {
                arrivals.forget(context);
                departures.stopping(context.getBaseName(), Set.of(ApplicationLifecycle.nameOf(context.getPath())));
            }
        } else if (source instanceof Server && event.equals(Lifecycle.BEFORE_STOP_EVENT)) {
            departures.serverStops();
        }
    }
}
