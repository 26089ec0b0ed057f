package io.github.slackwater.ejb.wildfly;

import io.github.slackwater.ejb.Departures;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.msc.service.LifecycleEvent;
import org.jboss.msc.service.LifecycleListener;
import org.jboss.msc.service.ServiceBuilder;
import org.jboss.msc.service.ServiceController;
import org.jboss.msc.service.ServiceName;
import org.jspecify.annotations.Nullable;

/**
 * One version of a top-level deployment: the controller of its top service is its identity. As soon as it is complete it has
 * a {@link Guard}, and what is parked for it is let in.
 */
final class GuardedDeployment implements LifecycleListener {

    private static final System.Logger LOG = System.getLogger(GuardedDeployment.class.getName());

    private static final ServiceName GUARD = ServiceName.of("slackwater", "guard");

    private final ServiceController<?> top;
    private final String name;
    private final DeploymentServices services;
    private final Departures departures;

    /** Those that serve. */
    private final Set<String> applications = new HashSet<>();

    private int guards;
    private @Nullable Guard guard;
    private @Nullable ServiceController<?> watched;
    private boolean removed;

    GuardedDeployment(ServiceController<?> top, DeploymentServices services, Departures departures) {
        this.top = top;
        this.name = DeploymentServices.nameOf(top);
        this.services = services;
        this.departures = departures;
    }

    /** One of its web applications is coming up; others may be about to, and what they need of the deployment as well. */
    void webStarts(String application, ServiceController<?> web) {
        ServiceController<?> complete = services.completion(top);
        ServiceController<?> wanted = complete == null ? web : complete;
        synchronized (this) {
            if (removed) {
                return;
            }
            applications.add(application);
            watched = wanted;
        }
        // Where it is up already, the container says so at once. A listener that is there is not added again.
        wanted.addListener(this);
    }

    /** What fails here is ours: it must not break the deployment of somebody else. */
    @Override
    public void handleEvent(ServiceController<?> controller, LifecycleEvent event) {
        try {
            if (event == LifecycleEvent.UP) {
                Set<String> present = guard();
                if (!present.isEmpty()) {
                    departures.started(name, present);
                }
            } else {
                retire();
            }
        } catch (Throwable e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Slackwater: deployment " + name + ": " + event + " could not be acted on",
                    e);
        }
    }

    /** Returns the applications. */
    private synchronized Set<String> guard() {
        if (removed) {
            return Set.of();
        }
        retire();
        Set<String> present = Set.copyOf(applications);
        BooleanSupplier departure = services.departure(top);
        Guard next = new Guard(name, present, departure, departures);
        ServiceBuilder<?> builder = top.getServiceContainer().addService();
        // Nobody asks for a value: the name is for those who look at WildFly's services.
        Consumer<Guard> unused = builder.provides(
                GUARD.append(name, Integer.toHexString(System.identityHashCode(top)) + "-" + ++guards));
        // All of them: of less, what is not required would be torn down while requests in flight need it.
        services.parts(top).forEach(builder::requires);
        next.installed(builder.setInstance(next).install());
        guard = next;
        return present;
    }

    /** One that has never been up would wait for what will never come. */
    private synchronized void retire() {
        if (guard != null) {
            guard.retire();
            guard = null;
        }
    }

    /** From now on it is not guarded. */
    void remove() {
        ServiceController<?> last;
        synchronized (this) {
            removed = true;
            last = watched;
            watched = null;
        }
        if (last != null) {
            last.removeListener(this);
        }
        retire();
    }
}
