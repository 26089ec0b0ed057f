package io.github.slackwater.filter;

import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.core.Arrival;
import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.ConfigurationSource;
import io.github.slackwater.core.LifecycleEvents;
import io.github.slackwater.core.LifecycleListener;
import io.github.slackwater.core.Settings;
import io.github.slackwater.core.SystemTimekeeper;
import io.github.slackwater.core.Timekeeper;
import io.github.slackwater.core.jmx.Home;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.core.jmx.Registration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import org.jspecify.annotations.Nullable;

/** All that belongs to one application that is covered: its gate, its time, its MBean, its CDI events. */
final class CoveredApplication implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(CoveredApplication.class.getName());

    private static final LifecycleListener NOBODY = new LifecycleListener() {};

    private static final MBeanServer MBEANS = ManagementFactory.getPlatformMBeanServer();

    private final SystemTimekeeper time;
    private final ApplicationLifecycle lifecycle;
    private final Settings settings;
    private final Refusal refusal;
    private final @Nullable LifecycleEvents events;
    private @Nullable Registration registration;
    private volatile @Nullable GateWatch watch;
    private final AtomicBoolean closed = new AtomicBoolean();

    private CoveredApplication(String name, Configuration configuration, @Nullable LifecycleEvents events) {
        this.events = events;
        time = new SystemTimekeeper("slackwater-" + name);
        lifecycle = new ApplicationLifecycle(name, configuration, "portable", time);
        settings = configuration.settings();
        refusal = new Refusal(settings.retryAfter());
        if (events != null) {
            lifecycle.addListener(events);
        }
    }

    /**
     * For the application that is starting on the calling thread. Opens the gate, and publishes it last: what fails before
     * leaves no MBean. Where an application of another virtual server, or of a path that gives the same name, is there
     * already, it takes a name with its virtual server in it. Where an adapter says when requests reach the application, it
     * is published then, under the name that it would have alone. Where the server has a gate for it, it is published when
     * that goes.
     */
    static CoveredApplication start(ServletContext context) {
        String name = Coverage.name(context);
        Configuration configuration = Configuration.read(ConfigurationSource.detect(), name);
        configuration.logProblems(LOG);
        // Not the loader of the context: Tomcat 10.0 refuses to name that to a listener that was added by a program.
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        String home = Home.of(String.valueOf(context.getVirtualServerName()), context.getContextPath());
        String deployment = Coverage.deployment(context);
        if (isGate(name, context.getContextPath())) {
            CoveredApplication application = new CoveredApplication(name, configuration, CdiEvents.find(own));
            application.watch(name, context.getContextPath(), home, deployment);
            return application;
        }
        if (context.getAttribute(Arrival.ATTRIBUTE) instanceof CompletionStage<?> arrival) {
            CoveredApplication application = new CoveredApplication(name, configuration, CdiEvents.find(own));
            CompletionStage<Void> unused = arrival.thenRun(() -> application.publishLate(home, deployment));
            return application;
        }
        String taken = name + "@" + context.getVirtualServerName();
        String next = name;
        for (int number = 2; ; number++) {
            CoveredApplication application = new CoveredApplication(next, configuration, CdiEvents.find(own));
            if (application.publish(home, deployment)) {
                if (!next.equals(name)) {
                    logOtherName(next, home, name);
                }
                application.watch(name, context.getContextPath(), home, deployment);
                return application;
            }
            application.close();
            next = number == 2 ? taken : taken + "-" + (number - 1);
        }
    }

    private static boolean isGate(String name, String contextPath) {
        return Home.ofGate(contextPath).equals(LifecycleMBeans.home(MBEANS, LifecycleMBeans.application(name)));
    }

    /** From now on: while the server has a gate before the application, that counts, and has the MBean. */
    private void watch(String name, String contextPath, String home, String deployment) {
        GateWatch.Turn turn = new GateWatch.Turn() {
            @Override
            public void gateHasCome() {
                takeBack();
            }

            @Override
            public void gateHasGone() {
                if (!isGate(name, contextPath)) {
                    publishLate(home, deployment);
                }
            }
        };
        GateWatch watching =
                new GateWatch(MBEANS, name, contextPath, lifecycle, events == null ? NOBODY : events, turn);
        watch = watching;
        watching.open();
    }

    private static void logOtherName(String name, String home, String taken) {
        LOG.log(
                System.Logger.Level.INFO,
                "Slackwater: {0} is covered as {1}: the name {2} belongs to {3}",
                home,
                name,
                taken,
                LifecycleMBeans.home(MBEANS, LifecycleMBeans.application(taken)));
    }

    private synchronized void publishLate(String home, String deployment) {
        if (!closed.get() && !publish(home, deployment)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Slackwater: {0} has no MBean: its name {1} belongs to {2}. It drains when it goes, but not on request",
                    home,
                    lifecycle.name(),
                    LifecycleMBeans.home(MBEANS, LifecycleMBeans.application(lifecycle.name())));
        }
    }

    /** Whether the name was free. One that the MBean server refuses for another reason goes on without an MBean. */
    private boolean publish(String home, String deployment) {
        try {
            registration = LifecycleMBeans.register(
                    MBEANS, LifecycleMBeans.application(lifecycle.name()), lifecycle, home, deployment);
        } catch (InstanceAlreadyExistsException taken) {
            return false;
        } catch (JMException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Slackwater: " + lifecycle.name() + " has no MBean: it drains when it goes, but not on request",
                    e);
        }
        return true;
    }

    ApplicationLifecycle lifecycle() {
        return lifecycle;
    }

    Timekeeper time() {
        return time;
    }

    Refusal refusal() {
        return refusal;
    }

    boolean isExempt(HttpServletRequest request) {
        return !settings.exemptPaths().isEmpty() && settings.isExempt(RequestPath.within(request));
    }

    boolean isClosed() {
        return closed.get();
    }

    /** Waits for what is in flight, then takes everything back. Repeating it is harmless. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        new LastDrain(lifecycle, settings.drainOnStopTimeout(), time).run();
        GateWatch watching = watch;
        if (watching != null) {
            watching.close();
        }
        takeBack();
        lifecycle.close();
        time.close();
        if (events != null) {
            events.close();
        }
    }

    private synchronized void takeBack() {
        if (registration != null) {
            registration.close();
            registration = null;
        }
    }
}
