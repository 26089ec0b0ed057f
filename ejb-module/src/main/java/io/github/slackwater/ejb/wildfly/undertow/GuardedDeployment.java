package io.github.slackwater.ejb.wildfly.undertow;

import io.github.slackwater.ejb.Departures;
import java.util.HashSet;
import java.util.Set;
import org.jboss.msc.service.LifecycleEvent;
import org.jboss.msc.service.LifecycleListener;
import org.jboss.msc.service.ServiceBuilder;
import org.jboss.msc.service.ServiceContainer;
import org.jboss.msc.service.ServiceController;
import org.jboss.msc.service.ServiceName;
import org.jspecify.annotations.Nullable;

/**
 * One top-level deployment, by its name, through all of its redeployments. Each time that it has started completely it gets
 * a new {@link Guard}, and what is parked for it is let in.
 */
final class GuardedDeployment implements LifecycleListener {

    private static final System.Logger LOG = System.getLogger(GuardedDeployment.class.getName());

    private final String name;
    private final ServiceContainer container;
    private final Departures departures;
    private final Set<String> applications = new HashSet<>();
    private int guards;
    private @Nullable Guard guard;
    private @Nullable ServiceController<?> watched;
    private boolean removed;

    GuardedDeployment(String name, ServiceContainer container, Departures departures) {
        this.name = name;
        this.container = container;
        this.departures = departures;
    }

    /** One of its web applications serves; others may be about to come, and what it needs of the deployment as well. */
    void webStarted(String application, ServiceController<?> web) {
        // WildFly has it up when all parts of the deployment are.
        ServiceController<?> complete =
                container.getService(ServiceName.of("jboss", "deployment", "unit", name, "deploymentCompleteService"));
        ServiceController<?> wanted = complete == null ? web : complete;
        synchronized (this) {
            if (removed) {
                return;
            }
            applications.add(application);
            watched = wanted;
        }
        // A listener that is there already is not added again.
        wanted.addListener(this);
    }

    synchronized void webStopped(String application) {
        applications.remove(application);
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
        if (removed || applications.isEmpty()) {
            return Set.of();
        }
        retire();
        Set<String> present = Set.copyOf(applications);
        Guard next = new Guard(name, present, departures);
        ServiceBuilder<?> builder = builder(ServiceName.of("slackwater", "guard", name, "n" + ++guards));
        container.getServiceNames().stream()
                .filter(part -> isPart(container.getService(part)))
                .forEach(builder::requires);
        next.installed(builder.setInstance(next).install());
        guard = next;
        return present;
    }

    /** The way without a name gives none to be found by in WildFly's own reports. */
    @SuppressWarnings("deprecation")
    private ServiceBuilder<?> builder(ServiceName guardName) {
        return container.addService(guardName);
    }

    /** All that is up. Of less, what is not required would be torn down while requests in flight need it. */
    private boolean isPart(@Nullable ServiceController<?> service) {
        return service != null
                && service.getState() == ServiceController.State.UP
                && name.equals(Deployments.topLevel(service));
    }

    /** One that has never been up would wait for what will never come. */
    private synchronized void retire() {
        if (guard != null) {
            guard.retire();
            guard = null;
        }
    }

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
