package io.github.slackwater.core;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The lifecycle of a whole server: it announces for all of its applications, watches them for quiet together, and drains
 * them in parallel under one deadline.
 *
 * <p>It is the same machine as that of an application. What is in flight in its own gate are the applications that have
 * not reported slack water yet: the last one to report drains the server, a resume wakes all who wait, a drain joins the
 * one under way. Any thread may call; nothing here blocks.
 */
public final class ServerLifecycle implements Lifecycle, ApplicationListener, AutoCloseable {

    /** The name of the server in reports. */
    public static final String NAME = "server";

    /** How long a resume or an announcement waits until every application has followed. */
    private static final Duration FOLLOW = Duration.ofSeconds(10);

    private static final System.Logger LOG = System.getLogger(ServerLifecycle.class.getName());

    private final Configuration configuration;
    private final Timekeeper time;
    private final Gate gate = new Gate();
    private final Participants participants;
    private final News news;
    private final Drains drains;
    private final LifecycleMXBean bean;
    private volatile String notice = "";

    /**
     * A server that serves, with no applications yet.
     *
     * @param configuration its configuration
     * @param adapter how requests are counted: {@code portable}, or a server's own adapter
     * @param time the time; who created it closes it
     */
    public ServerLifecycle(Configuration configuration, String adapter, Timekeeper time) {
        this(configuration, adapter, time, threads());
    }

    ServerLifecycle(Configuration configuration, String adapter, Timekeeper time, Executor threads) {
        this.configuration = configuration;
        this.time = time;
        this.participants = new Participants(gate, threads, this::settle);
        ServerTraffic traffic = new ServerTraffic(participants);
        this.news = new News(this, time);
        this.drains = new Drains(gate, configuration.settings(), time, traffic, participants, news);
        this.bean = new LifecycleBean(this, adapter, drains, traffic, new Leasing(time), this::awaitFollowers);
    }

    /**
     * An application has come. If the server is not serving, it is told to announce as well: it is not ready, but can be
     * tried before the server resumes.
     */
    @Override
    public void joined(String application, LifecycleMXBean operations) {
        participants.join(application, operations);
    }

    @Override
    public void gone(String application) {
        participants.leave(application);
    }

    @Override
    public void changed(String application, State state) {
        if (state == State.DRAINED) {
            participants.drained(application);
        }
    }

    /** Something has gone wrong with a deployment, of which an operator should find a trace in {@code status()}. */
    public void notice(String text) {
        notice = time.now().truncatedTo(ChronoUnit.SECONDS) + " " + text;
    }

    @Override
    public String notice() {
        return notice;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public State state() {
        return gate.state();
    }

    @Override
    public Configuration configuration() {
        return configuration;
    }

    @Override
    public LifecycleMXBean bean() {
        return bean;
    }

    @Override
    public CompletionStage<DrainReport> drain(Duration timeout, boolean lameDuck) {
        return drains.drain(timeout, lameDuck);
    }

    @Override
    public void addListener(LifecycleListener listener) {
        news.add(listener);
    }

    @Override
    public void removeListener(LifecycleListener listener) {
        news.remove(listener);
    }

    /** Ends the timers, and wakes those who wait. The applications stay as they are: resume first to open them. */
    @Override
    public void close() {
        drains.close();
    }

    /** Threads that are there only while an application is told something, and for a second more. */
    private static Executor threads() {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "slackwater-server");
            thread.setDaemon(true);
            thread.setContextClassLoader(ServerLifecycle.class.getClassLoader());
            return thread;
        });
    }

    private void settle() {
        drains.settle(gate.epoch());
    }

    private void awaitFollowers() {
        CompletableFuture<Void> all = participants.settled();
        try {
            all.get(FOLLOW.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Slackwater: an application did not follow the server within " + FOLLOW.toSeconds() + " s",
                    e);
        }
    }
}
