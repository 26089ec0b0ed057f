package io.github.slackwater.ejb.wildfly;

import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.core.jmx.Listening;
import io.github.slackwater.ejb.Departures;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.Notification;
import org.jboss.msc.service.LifecycleEvent;
import org.jboss.msc.service.LifecycleListener;
import org.jboss.msc.service.ServiceBuilder;
import org.jboss.msc.service.ServiceController;
import org.jboss.msc.service.ServiceName;
import org.jboss.msc.service.ServiceRegistry;
import org.jspecify.annotations.Nullable;

/** Puts a {@link Guard} before each covered application, as soon as it has come up. */
final class Guards implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Guards.class.getName());

    private static final ServiceName NAME = ServiceName.of("slackwater", "guard");

    private final MBeanServer mbeans;
    private final WebServices webServices;
    private final Departures departures;
    private final AtomicInteger serial = new AtomicInteger();
    private @Nullable Listening comings;

    /** Those that are in place, and those of applications that are about to come up. */
    private final Map<Guard, ServiceController<?>> guards = new ConcurrentHashMap<>();

    private final Map<WaitForUp, ServiceController<?>> waiting = new ConcurrentHashMap<>();

    Guards(MBeanServer mbeans, ServiceRegistry services, Departures departures) {
        this.mbeans = mbeans;
        this.webServices = new WebServices(services);
        this.departures = departures;
    }

    /** Begins, also for the applications that are there already. */
    void open() throws InstanceNotFoundException {
        comings = Listening.to(mbeans, MBeanServerDelegate.DELEGATE_NAME, this::registered);
        mbeans.queryNames(LifecycleMBeans.APPLICATIONS, null)
                .forEach(name -> came(LifecycleMBeans.applicationName(name)));
    }

    /** What fails here is ours: it must not break the deployment of somebody else. */
    private void registered(Notification notification, @Nullable Object handback) {
        if (notification instanceof MBeanServerNotification news
                && news.getType().equals(MBeanServerNotification.REGISTRATION_NOTIFICATION)
                && LifecycleMBeans.APPLICATIONS.apply(news.getMBeanName())) {
            String application = LifecycleMBeans.applicationName(news.getMBeanName());
            try {
                came(application);
            } catch (RuntimeException | LinkageError e) {
                LOG.log(System.Logger.Level.WARNING, "Slackwater: no guard for " + application, e);
            }
        }
    }

    /** Its MBean comes while its web service starts. */
    private void came(String application) {
        ServiceController<?> web = webServices.of(application);
        if (web == null) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: no web service of {0}", application);
            return;
        }
        WaitForUp wait = new WaitForUp(application);
        waiting.put(wait, web);
        web.addListener(wait);
    }

    private void guard(String application, ServiceController<?> web) {
        ServiceController<?> deployment = WebServices.deployment(web);
        if (deployment == null) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: {0} is part of no deployment", application);
            return;
        }
        Guard guard = new Guard(application, deployment, departures);
        ServiceBuilder<?> builder = web.getServiceContainer().addService();
        // Nobody asks for a value: the name is for those who look at WildFly's services.
        Consumer<Guard> unused = builder.provides(NAME.append(application, String.valueOf(serial.incrementAndGet())));
        webServices.parts(deployment).forEach(builder::requires);
        builder.addListener((service, event) -> {
            if (event == LifecycleEvent.REMOVED) {
                guards.remove(guard);
            }
        });
        guards.put(guard, builder.setInstance(guard).install());
    }

    /** Ends it; the applications go on without guards. */
    @Override
    public void close() {
        if (comings != null) {
            comings.close();
        }
        waiting.forEach((wait, web) -> web.removeListener(wait));
        waiting.clear();
        guards.forEach((guard, service) -> {
            guard.release();
            service.setMode(ServiceController.Mode.REMOVE);
        });
    }

    /** Where it is up already, the container says so at once. */
    private final class WaitForUp implements LifecycleListener {

        private final String application;

        WaitForUp(String application) {
            this.application = application;
        }

        @Override
        public void handleEvent(ServiceController<?> web, LifecycleEvent event) {
            if (event == LifecycleEvent.DOWN) {
                return;
            }
            web.removeListener(this);
            if (waiting.remove(this) != null && event == LifecycleEvent.UP) {
                guard(application, web);
            }
        }
    }
}
