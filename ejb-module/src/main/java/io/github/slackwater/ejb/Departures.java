package io.github.slackwater.ejb;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.ServerLifecycle;
import io.github.slackwater.core.State;
import io.github.slackwater.core.Timekeeper;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.management.MBeanServer;
import org.jspecify.annotations.Nullable;

/**
 * Deployments that go, and the server that goes or suspends: each is drained first, while it still serves, and opened
 * again if it stays after all.
 *
 * <p>The methods block whoever brings the news, which holds up the teardown: that is their purpose. The first news of a
 * departure sets its deadline; later news of the same departure get what is left of it. Any thread may call. Applications
 * that are not covered are left alone.
 */
public final class Departures {

    /**
     * How long after the end of the drain a deployment that was only announced to go may go on being closed. On Payara
     * 0.1 s pass between the two; some of the ways in which an undeployment is refused in between are told to nobody.
     */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(Departures.class.getName());

    private final ServerLifecycle server;
    private final MBeanServer mbeans;
    private final Timekeeper time;
    private final ServerGate gate;
    private final Map<String, Departure> announced = new ConcurrentHashMap<>();

    private final Absences absences;

    private volatile boolean serverStopping;

    private volatile boolean serverSuspended;

    /** The server's drain that {@link #serverSuspends} began; 0: none. Somebody else's stays his. Guarded by this. */
    private long suspension;

    /** @param gate has no application where the filters count */
    Departures(ServerLifecycle server, MBeanServer mbeans, ServerGate gate, Timekeeper time) {
        this.server = server;
        this.mbeans = mbeans;
        this.gate = gate;
        this.time = time;
        this.absences = new Absences(gate, time, server::notice);
    }

    /**
     * A deployment is about to be stopped, but that may still fail: drains it.
     *
     * @param deployment the server's name for it
     * @param applications the names of its web applications
     */
    public void announced(String deployment, Set<String> applications) {
        if (serverStopping) {
            return;
        }
        Departure departure = new Departure(deployment, covered(applications), gate, time);
        announced.put(deployment, departure);
        departure.drain();
        time.after(PATIENCE, () -> reopen(departure));
    }

    /**
     * A deployment is being stopped, and only this call holds that up: drains it, or waits for what is left of the time
     * since {@link #announced}. A server that stops has drained everything before.
     *
     * @param deployment the server's name for it
     * @param applications the names of its web applications
     */
    public void stopping(String deployment, Set<String> applications) {
        Departure departure = announced.remove(deployment);
        if (serverStopping) {
            return;
        }
        if (departure == null) {
            departure = new Departure(deployment, covered(applications), gate, time);
        }
        departure.drain();
        for (String application : departure.applications()) {
            absences.left(deployment, application, departure.closing(application));
        }
        applications.stream()
                .filter(gate::isShared)
                .forEach(application -> server.notice("deployment " + deployment + " has gone, but application "
                        + application + " is on other virtual hosts too: nothing was parked for it"));
    }

    /**
     * A deployment is being started: what is parked for it has something to wait for.
     *
     * @param deployment the server's name for it
     */
    public void starting(String deployment) {
        absences.comes(deployment);
    }

    /**
     * A deployment has started and serves. What is parked for its applications is let in. They are known by their paths: a
     * version of another name, in whose place this one came, may have had them before.
     *
     * <p>One that an operator had closed before, alone or with the whole server, comes as a lame duck: it can be tried, and
     * his resume opens it. But where his drain parks, it stays closed until then.
     *
     * @param deployment the server's name for it
     * @param applications the names of its web applications; what it had more before its stop is given up
     */
    public void started(String deployment, Set<String> applications) {
        if (serverStopping) {
            return;
        }
        stays(deployment);
        SortedMap<String, LifecycleMXBean> present = covered(applications);
        absences.came(deployment, applications, (name, closing) -> {
            LifecycleMXBean operations = present.get(name);
            if (operations != null) {
                arrived(deployment, name, operations, closing);
            }
        });
    }

    private void arrived(String deployment, String application, LifecycleMXBean operations, @Nullable Closing closing) {
        if (closing != null && server.state() == State.SERVING) {
            closing.undo(operations, "deployment " + deployment + " has started");
            return;
        }
        boolean closedByAnOperator = closing == null || !server.state().admits();
        if (!closedByAnOperator || !gate.parksWhenDraining(application)) {
            operations.resume();
            operations.lameDuck();
            LOG.log(
                    System.Logger.Level.INFO,
                    "Slackwater: deployment {0} has started: application {1} can be tried, and is opened by a resume",
                    deployment,
                    application);
        }
    }

    /**
     * A deployment has failed. What it was to replace may still be there, or come again, or be away: then whoever is parked
     * waits a little longer for another try.
     *
     * @param deployment the server's name for it
     */
    public void failed(String deployment) {
        stays(deployment);
        if (!serverStopping) {
            absences.failed(deployment);
        }
    }

    /** What was announced to go has been refused or has failed. Harmless where nothing was announced, or it has stopped. */
    public void stays(String deployment) {
        Departure departure = announced.get(deployment);
        if (departure != null) {
            reopen(departure);
        }
    }

    /**
     * The server is about to stop: drains all of it, unless it was suspended before, which has done so. From now on nothing
     * is opened any more.
     */
    public void serverStops() {
        serverStopping = true;
        // Before anybody is refused, so that a balancer that asks can know it first.
        ServerDrain drain = serverSuspended ? null : beginServerDrain("the server goes");
        gate.stopParking();
        absences.stop();
        if (drain != null) {
            drain.await();
        }
    }

    /**
     * The server is about to suspend: drains all of it. Nobody knows by now whether it will serve again or stop.
     */
    public void serverSuspends() {
        @Nullable ServerDrain drain;
        synchronized (this) {
            serverSuspended = true;
            boolean serving = server.state() == State.SERVING;
            drain = beginServerDrain("the server suspends");
            gate.stopParking();
            suspension = serving && drain != null ? drain.number() : 0;
        }
        if (drain != null) {
            drain.await();
        }
    }

    /**
     * The server serves again, or is to, while the drain that {@link #serverSuspends} began is still waited for: opens what
     * that closed, unless somebody has opened or closed it since.
     */
    public synchronized void serverResumes() {
        serverSuspended = false;
        gate.parkAgain();
        long drain = suspension;
        suspension = 0;
        if (drain != 0
                && server.state() != State.SERVING
                && server.bean().status().drain() == drain) {
            server.bean().resume();
            LOG.log(System.Logger.Level.INFO, "Slackwater: the server resumes: its applications are opened again");
        }
    }

    /** Returns null if no drain is wanted. */
    private @Nullable ServerDrain beginServerDrain(String what) {
        Duration timeout = server.configuration().settings().drainOnStopTimeout();
        if (timeout.isZero()) {
            return null;
        }
        Wait wait = new Wait(what);
        wait.begin(ServerLifecycle.NAME, server.bean());
        CompletionStage<DrainReport> report = server.drain(timeout, true);
        return new ServerDrain(server.bean().status().drain(), report, wait);
    }

    /** Whether {@link #serverStops} was called. */
    public boolean isServerStopping() {
        return serverStopping;
    }

    /** Opens what was only announced to go, and gives up what is away: nobody else will. */
    void close() {
        announced.values().forEach(this::reopen);
        absences.close();
    }

    private void reopen(Departure departure) {
        // Whoever removes it first, this or the stop, decides.
        if (!announced.remove(departure.deployment(), departure) || serverStopping) {
            return;
        }
        if (server.state() != State.SERVING) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "Slackwater: deployment {0} stays; its applications stay closed with the server",
                    departure.deployment());
            return;
        }
        departure.reopen(covered(departure.applications()));
    }

    private SortedMap<String, LifecycleMXBean> covered(Set<String> applications) {
        try {
            SortedMap<String, LifecycleMXBean> covered = LifecycleMBeans.applications(mbeans);
            // Of two with one name on two virtual servers, "shop" and "shop@other", a server's name for its deployment
            // does not tell which one goes: they are left to their own filters. Behind a gate the two are one.
            Set<String> shared = covered.keySet().stream()
                    .filter(name -> name.contains("@"))
                    .map(name -> name.substring(0, name.lastIndexOf('@')))
                    .collect(Collectors.toSet());
            covered.keySet().retainAll(applications);
            covered.keySet().removeAll(shared);
            covered.keySet().removeIf(gate::isShared);
            return covered;
        } catch (IOException e) {
            throw new UncheckedIOException("within this JVM no connection can fail", e);
        }
    }

    /** A drain of the server that is under way. */
    private record ServerDrain(long number, CompletionStage<DrainReport> report, Wait told) {
        void await() {
            told.end(ServerLifecycle.NAME, report.toCompletableFuture().join());
            told.log();
        }
    }
}
