package io.github.slackwater.ejb;

import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.ConfigurationSource;
import io.github.slackwater.core.LifecycleEvents;
import io.github.slackwater.core.ServerLifecycle;
import io.github.slackwater.core.State;
import io.github.slackwater.core.SystemTimekeeper;
import io.github.slackwater.core.Timekeeper;
import io.github.slackwater.core.Version;
import io.github.slackwater.core.jmx.ApplicationMBeans;
import io.github.slackwater.core.jmx.Home;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.core.jmx.Registration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;

/**
 * Slackwater, running: all its parts, built one on the other, and taken down in reverse. What one part of it has done when
 * a later one fails is undone: after a failure in {@code @PostConstruct} a container discards the singleton and calls no
 * {@code @PreDestroy} (Jakarta Enterprise Beans 4.0, "Singleton Error Handling"; seen on WildFly 37).
 */
final class Running implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Running.class.getName());

    private static final String HEALTH = "org.eclipse.microprofile.health.HealthCheck";

    private final Deque<Runnable> undo = new ArrayDeque<>();

    private Running() {}

    /**
     * Builds it, and logs that it is ready.
     *
     * @param mbeans where the applications are found, and the server is published
     * @param wanted the adapters, to be tried one after the other until one can be installed; the last always can
     * @param events is closed with it
     * @throws SecondCopyException if another deployment runs already; nothing has changed then
     * @throws IllegalStateException if the MBean server refuses; nothing is left behind then
     */
    static Running start(
            MBeanServer mbeans, Configuration configuration, List<ServerAdapter> wanted, LifecycleEvents events) {
        Running running = new Running();
        boolean complete = false;
        try {
            running.build(mbeans, configuration, wanted, events);
            complete = true;
            return running;
        } catch (InstanceAlreadyExistsException e) {
            // Both have started at the same moment, or it would have been seen before.
            throw new SecondCopyException(String.valueOf(LifecycleMBeans.home(mbeans, LifecycleMBeans.SERVER)));
        } catch (JMException e) {
            throw new IllegalStateException("Slackwater cannot start: the MBean server refuses: " + e.getMessage(), e);
        } finally {
            if (!complete) {
                running.close();
            }
        }
    }

    private void build(
            MBeanServer mbeans, Configuration configuration, List<ServerAdapter> wanted, LifecycleEvents events)
            throws JMException {
        undo.push(events::close);
        String other = LifecycleMBeans.home(mbeans, LifecycleMBeans.SERVER);
        if (other != null && !other.equals(Home.ofThisCode())) {
            throw new SecondCopyException(other);
        }
        configuration.logProblems(LOG);
        SystemTimekeeper time = new SystemTimekeeper("slackwater");
        undo.push(time::close);

        Installed installed = install(wanted, configuration, mbeans, time);
        ServerLifecycle server = installed.server();
        undo.push(server::close);
        undo.push(installed.gate()::close);
        undo.push(installed.adapter()::remove);

        ApplicationMBeans applications = ApplicationMBeans.watch(mbeans, server);
        undo.push(applications::close);
        server.addListener(events);

        // Last: who sees the MBean, finds it working.
        Registration registration = LifecycleMBeans.register(mbeans, LifecycleMBeans.SERVER, server);
        undo.push(registration::close);
        undo.push(() -> openForGood(installed));

        int covered = server.bean().status().applications().size();
        LOG.log(
                System.Logger.Level.INFO,
                "Slackwater %s is ready: adapter %s, %d %s covered; %s%s"
                        .formatted(
                                Version.current(),
                                installed.adapter().name(),
                                covered,
                                covered == 1 ? "application" : "applications",
                                LifecycleMBeans.SERVER,
                                hasHealth() ? "" : "; no MicroProfile Health: readiness is at /slackwater/ready only"));
    }

    private static boolean hasHealth() {
        return ServerAdapters.isVisible(HEALTH, Running.class.getClassLoader());
    }

    private static Installed install(
            List<ServerAdapter> wanted, Configuration configuration, MBeanServer mbeans, Timekeeper time) {
        ServerAdapter adapter = wanted.get(0);
        // A lifecycle shows the adapter that it was built with: each adapter has its own.
        ServerLifecycle server = new ServerLifecycle(configuration, adapter.name(), time);
        ServerGate gate = new ServerGate(
                adapter.name(), mbeans, time, name -> Configuration.read(ConfigurationSource.detect(), name));
        Departures departures = new Departures(server, mbeans, gate, time);
        try {
            adapter.install(departures, gate);
            return new Installed(adapter, server, gate, departures);
        } catch (RuntimeException | LinkageError e) {
            gate.close();
            server.close();
            logNextInstead(adapter.name(), e);
            return install(wanted.subList(1, wanted.size()), configuration, mbeans, time);
        }
    }

    static void logNextInstead(String adapter, Throwable e) {
        LOG.log(
                System.Logger.Level.WARNING,
                "Slackwater: adapter " + adapter + " does not fit this server, the next best one is used: " + e);
        LOG.log(System.Logger.Level.DEBUG, "Slackwater: why adapter " + adapter + " does not fit", e);
    }

    /** Nobody else would open the applications any more; in a server that goes down, nothing is to be opened. */
    private static void openForGood(Installed installed) {
        if (installed.adapter().isServerStopping()) {
            return;
        }
        installed.departures().close();
        State state = installed.server().state();
        if (state != State.SERVING) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "Slackwater is undeployed while the server is " + state + ": the applications are opened again");
            installed.server().bean().resume();
        }
    }

    /** Takes it down. Repeating it is harmless. */
    @Override
    public void close() {
        while (!undo.isEmpty()) {
            Runnable step = undo.pop();
            try {
                step.run();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "Slackwater: a step of the shutdown failed; the others go on", e);
            }
        }
    }

    private record Installed(ServerAdapter adapter, ServerLifecycle server, ServerGate gate, Departures departures) {}
}
