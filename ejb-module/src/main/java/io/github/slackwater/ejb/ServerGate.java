package io.github.slackwater.ejb;

import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.Settings;
import io.github.slackwater.core.Timekeeper;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.core.jmx.Registration;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.management.JMException;
import javax.management.MBeanServer;
import org.jspecify.annotations.Nullable;

/**
 * The gates that stand before a server maps a request to an application: one for each context path, from the deployment of
 * the application until it has gone for good. A redeploy finds the gate as it left it.
 *
 * <p>An adapter asks it for each request, and tells it which applications there are. The same context path on several
 * virtual hosts is one application here: it is counted and drained as one, and not closed when only one of them goes. Any
 * thread may call; {@link #find} takes no lock.
 */
public final class ServerGate {

    /** The request attribute by which the filter in an application finds that the request is counted already. */
    public static final String COUNTED = "io.github.slackwater.counted";

    /** The context parameter by which an application is left alone; the filter heeds the same. */
    public static final String COVERED = "io.github.slackwater.covered";

    private static final System.Logger LOG = System.getLogger(ServerGate.class.getName());

    private static final long LAST_SECONDS = 10;

    private final String adapter;
    private final MBeanServer mbeans;
    private final Timekeeper time;
    private final Function<String, Configuration> configurations;
    private final ParkedClients clients;

    /** Replaced as a whole. */
    private volatile Paths paths = new Paths(Map.of());

    private volatile boolean stopping;

    private volatile boolean closed;

    /** What is to be done {@linkplain #after later}, and one for the gate itself. */
    private final AtomicInteger due = new AtomicInteger(1);

    private final CountDownLatch nothingDue = new CountDownLatch(1);

    /**
     * @param adapter what {@code status()} of an application shows
     * @param configurations gives the configuration of an application, by its name
     */
    ServerGate(String adapter, MBeanServer mbeans, Timekeeper time, Function<String, Configuration> configurations) {
        this.adapter = adapter;
        this.mbeans = mbeans;
        this.time = time;
        this.configurations = configurations;
        this.clients = new ParkedClients(time, TcpTable.ofThisSystem());
    }

    /**
     * The gate that a request has to pass.
     *
     * @param path the decoded path, beginning with a slash, without parameters or query
     * @return null where no application has it, or the application exempts it
     */
    public @Nullable ApplicationLifecycle find(String path) {
        return paths.find(path);
    }

    /**
     * An application is there, or comes: it gets its gate unless it has one, or is left to its own filter by configuration. With a
     * gate, the filter stands aside from now on.
     *
     * @param by who serves it: where several do at one time, on several virtual hosts, they share a gate, see {@link #isShared}
     */
    public synchronized void cover(String contextPath, String by) {
        String path = normal(contextPath);
        Covered present = paths.covered.get(path);
        if (present != null) {
            if (present.servedBy.add(by) && present.servedBy.size() > 1) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Slackwater: {0} is on several virtual hosts ({1}): they are counted as one, and nothing is parked for them",
                        path,
                        present.servedBy);
            }
            return;
        }
        String name = ApplicationLifecycle.nameOf(path);
        Configuration configuration = configurations.apply(name);
        configuration.logProblems(LOG);
        if (!configuration.settings().serverGate()) {
            return;
        }
        ApplicationLifecycle lifecycle = new ApplicationLifecycle(name, configuration, adapter, time);
        Set<String> servedBy = ConcurrentHashMap.newKeySet();
        servedBy.add(by);
        put(path, new Covered(lifecycle, configuration.settings(), publish(lifecycle, path), servedBy));
        if (stopping) {
            lifecycle.stopParking();
        }
    }

    /** It is not served any more by one who did. Its gate stays: it may come again. */
    public synchronized void left(String contextPath, String by) {
        Covered covered = paths.covered.get(normal(contextPath));
        if (covered != null) {
            covered.servedBy.remove(by);
        }
    }

    /**
     * Whether several serve the same context path. When one of them goes its requests cannot be told from those of the others,
     * and must not be parked with them.
     */
    boolean isShared(String application) {
        Covered covered = covered(application);
        return covered != null && covered.servedBy.size() > 1;
    }

    /**
     * Does something again and again, on the timekeeper's thread, until the gate's owner ends or this is cancelled.
     *
     * @return cancels it
     */
    public Runnable every(Duration delay, Runnable task) {
        return new Repeated(time, delay, task);
    }

    /** Does something once, on the timekeeper's thread. The gate's owner waits for it when it ends, for some seconds. */
    public void after(Duration delay, Runnable task) {
        due.incrementAndGet();
        Runnable unused = time.after(delay, () -> {
            try {
                task.run();
            } finally {
                done();
            }
        });
    }

    private void done() {
        if (due.decrementAndGet() == 0) {
            nothingDue.countDown();
        }
    }

    /**
     * Watches the connection of a request that is parked, where the system shows how its connections are. A client that has
     * ended what it sends counts as one that has left.
     *
     * @param local the server's end
     * @param peer the client's end
     * @param left called once when the client has left; must not block
     * @return ends it; harmless afterwards
     */
    public Runnable watch(@Nullable SocketAddress local, @Nullable SocketAddress peer, Runnable left) {
        return clients.watch(local, peer, left);
    }

    /** An application has gone for good, and others have its path. Those still parked are let through to them. */
    void uncover(String application) {
        remove(application).forEach(Covered::close);
    }

    /**
     * An application has gone, for all that is known. Those still parked are refused: what is there instead was not asked
     * for, and a 404 would tell a client never to try again.
     */
    void abandon(String application) {
        for (Covered covered : remove(application)) {
            covered.lifecycle.stopParking();
            covered.closeAsItIs();
        }
    }

    /** First of all, so that what comes from now on is left to the server. */
    private synchronized List<Covered> remove(String application) {
        Map<String, Covered> next = new HashMap<>(paths.covered);
        next.values().removeIf(covered -> covered.lifecycle.name().equals(application));
        List<Covered> removed = new ArrayList<>(paths.covered.values());
        removed.removeAll(next.values());
        paths = new Paths(next);
        return removed;
    }

    /**
     * Closes the gate of an application at once, and parks what comes.
     *
     * @return whether it has one
     */
    boolean hold(String application) {
        ApplicationLifecycle lifecycle = lifecycle(application);
        if (lifecycle != null) {
            lifecycle.hold(Duration.ZERO);
        }
        return lifecycle != null;
    }

    /** Whether an application has a gate. */
    public boolean covers(String application) {
        return lifecycle(application) != null;
    }

    /** How long a request of the application may be parked; zero where it has no gate. */
    Duration parkedAtMost(String application) {
        ApplicationLifecycle lifecycle = lifecycle(application);
        return lifecycle == null
                ? Duration.ZERO
                : lifecycle.configuration().settings().parking().maxTime();
    }

    /** Whether a drain that an operator asks for parks the requests of the application. */
    boolean parksWhenDraining(String application) {
        ApplicationLifecycle lifecycle = lifecycle(application);
        return lifecycle != null
                && lifecycle.configuration().settings().parking().whenDraining();
    }

    /** How many requests of the application are parked now. */
    int parked(String application) {
        ApplicationLifecycle lifecycle = lifecycle(application);
        return lifecycle == null ? 0 : lifecycle.bean().getParkedRequests();
    }

    /** The server stops or suspends: the parked are refused, and so is what would be parked. */
    synchronized void stopParking() {
        stopping = true;
        paths.covered.values().forEach(covered -> covered.lifecycle.stopParking());
    }

    /** The server does not stop after all. */
    synchronized void parkAgain() {
        stopping = false;
        paths.covered.values().forEach(covered -> covered.lifecycle.parkAgain());
    }

    /**
     * Takes back the MBeans. Every gate is opened, and the parked are let in; but of a server that stops all stay closed. Blocks
     * until those are on their way for whom there was no place at once, for ten seconds at the most. Repeating it is harmless.
     */
    void close() {
        closed = true;
        takeBack();
        done();
        try {
            if (!nothingDue.await(LAST_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Slackwater: {0} requests that were parked have found no place, and get no answer",
                        due.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether Slackwater goes. Its class loader is stopped next: what comes back from an application from now on must do nothing that
     * may need a class for the first time.
     */
    public boolean isClosed() {
        return closed;
    }

    private synchronized void takeBack() {
        Map<String, Covered> all = paths.covered;
        if (stopping) {
            all.values().forEach(Covered::closeAsItIs);
        } else {
            paths = new Paths(Map.of());
            all.values().forEach(Covered::close);
        }
    }

    private @Nullable ApplicationLifecycle lifecycle(String application) {
        Covered covered = covered(application);
        return covered == null ? null : covered.lifecycle;
    }

    private @Nullable Covered covered(String application) {
        for (Covered covered : paths.covered.values()) {
            if (covered.lifecycle.name().equals(application)) {
                return covered;
            }
        }
        return null;
    }

    private void put(String path, Covered covered) {
        Map<String, Covered> next = new HashMap<>(paths.covered);
        next.put(path, covered);
        paths = new Paths(next);
    }

    private @Nullable Registration publish(ApplicationLifecycle lifecycle, String contextPath) {
        try {
            return LifecycleMBeans.registerGate(mbeans, lifecycle, contextPath);
        } catch (JMException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Slackwater: " + lifecycle.name() + " has no MBean: it drains when it goes, but not on request",
                    e);
            return null;
        }
    }

    private static String normal(String contextPath) {
        return contextPath.isEmpty() || contextPath.equals("/")
                ? ""
                : contextPath.startsWith("/") ? contextPath : "/" + contextPath;
    }

    /** The gates by context path, which is empty for the root. Immutable. */
    private static final class Paths {
        private final Map<String, Covered> covered;

        /** No beginning of a path that is longer has to be looked up. */
        private final int longest;

        Paths(Map<String, Covered> covered) {
            this.covered = Map.copyOf(covered);
            this.longest =
                    covered.keySet().stream().mapToInt(String::length).max().orElse(0);
        }

        @Nullable
        ApplicationLifecycle find(String path) {
            int end = path.length() <= longest ? path.length() : path.lastIndexOf('/', longest);
            while (end > 0) {
                Covered found = covered.get(path.substring(0, end));
                if (found != null) {
                    return found.unlessExempt(path, end);
                }
                end = path.lastIndexOf('/', end - 1);
            }
            Covered root = covered.get("");
            return root == null ? null : root.unlessExempt(path, 0);
        }
    }

    private record Covered(
            ApplicationLifecycle lifecycle,
            Settings settings,
            @Nullable Registration registration,
            Set<String> servedBy) {

        /** @param from where the path within the application begins */
        @Nullable
        ApplicationLifecycle unlessExempt(String path, int from) {
            return settings.isExempt(path, from) ? null : lifecycle;
        }

        void close() {
            lifecycle.bean().resume();
            closeAsItIs();
        }

        void closeAsItIs() {
            if (registration != null) {
                registration.close();
            }
            lifecycle.close();
        }
    }
}
