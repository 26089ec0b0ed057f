package io.github.slackwater.core;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The gate of one application: an adapter asks it to let each request in, and tells it when the request has ended.
 *
 * <p>Any thread may call. {@link #enter} and {@link ActiveRequest#leave} never block.
 */
public final class ApplicationLifecycle implements Lifecycle, AutoCloseable {

    private final String name;
    private final Configuration configuration;
    private final Timekeeper time;
    private final Gate gate = new Gate();
    private final ActiveRequests requests = new ActiveRequests();
    private final AtomicLong ids = new AtomicLong();
    private final LongAdder rejected = new LongAdder();
    private final ParkingLot lot;
    private final LongLivedRequests longLived;
    private final News news;
    private final Drains drains;
    private final LifecycleBean bean;

    /** When a request was admitted last while announcing; written by requests in LAME_DUCK only. */
    private volatile long lastArrivalNanos;

    /**
     * A gate that serves.
     *
     * @param name the application's name, see {@link #nameOf}
     * @param configuration its configuration
     * @param adapter who counts the requests: {@code portable}, or a server's own adapter
     * @param time the time; who created it closes it
     */
    public ApplicationLifecycle(String name, Configuration configuration, String adapter, Timekeeper time) {
        this(name, configuration, adapter, time, LongLivedRequests.threads(name));
    }

    /** @param threads where requests are ended that would never end by themselves */
    ApplicationLifecycle(String name, Configuration configuration, String adapter, Timekeeper time, Executor threads) {
        this.name = name;
        this.configuration = configuration;
        this.time = time;
        this.lot = new ParkingLot(configuration.settings().parking(), this::enterWithoutThread, time, rejected);
        this.longLived = new LongLivedRequests(configuration.settings().longLived(), gate, requests, time, threads);
        RequestTraffic traffic = new RequestTraffic(this, gate, requests, rejected, lot, longLived, time);
        this.news = new News(this, time);
        this.drains = new Drains(gate, configuration.settings(), time, traffic, new Moves(), news);
        this.bean = new LifecycleBean(this, adapter, drains, traffic, new Leasing(time), () -> {});
    }

    /**
     * The name of the application with this context path. Whoever names applications asks here, or they would not find each
     * other's MBeans.
     *
     * @param contextPath with or without its first slash; null, empty or a slash for the root
     * @return the path without that slash, or {@code ROOT}
     */
    public static String nameOf(@Nullable String contextPath) {
        String path = contextPath == null ? "" : contextPath;
        String name = path.startsWith("/") ? path.substring(1) : path;
        return name.isEmpty() ? "ROOT" : name;
    }

    /**
     * Lets a request in, or refuses it. Ask before anything is done for the request.
     *
     * @param method the HTTP method
     * @param path the path, without the query string, which may hold secrets
     * @return the permit, to be given back by {@link ActiveRequest#leave} when the request has ended, whichever way; null
     *     if the gate is closed: answer 503
     */
    public @Nullable ActiveRequest enter(String method, String path) {
        ActiveRequest request = tryEnter(method, path);
        if (request == null) {
            rejected.increment();
        }
        return request;
    }

    /**
     * Lets a request in, or says that it has to be parked.
     *
     * @return as {@link #enter}; but null obliges the caller to {@link #park} it, and it is not counted as refused yet
     */
    public @Nullable ActiveRequest tryEnter(String method, String path) {
        return enter(method, path, Thread.currentThread());
    }

    /**
     * Parks a request that {@link #tryEnter} has not let in; admits it if the gate has opened meanwhile; refuses it if
     * this drain does not park, or the lot is full.
     *
     * @param request is told which
     * @return its place; already left if the request was not parked
     */
    public ParkingPlace park(String method, String path, ParkedRequest request) {
        return lot.park(method, path, request);
    }

    /**
     * Closes the gate at once and parks what comes, for an adapter that sees the application going. Where a drain is under
     * way already it goes on, and what comes is parked from now on.
     *
     * @param timeout as in {@link #drain}
     * @return how it went
     */
    public CompletionStage<DrainReport> hold(Duration timeout) {
        return drains.drain(timeout, false, lot::accept);
    }

    /** Refuses all who are parked, and from now on whoever would be: the server is about to stop. */
    public void stopParking() {
        lot.close();
    }

    /** Takes {@link #stopParking} back. */
    public void parkAgain() {
        lot.reopen();
    }

    private @Nullable ActiveRequest enterWithoutThread(String method, String path) {
        return enter(method, path, null);
    }

    private @Nullable ActiveRequest enter(String method, String path, @Nullable Thread thread) {
        long word = gate.enter();
        if (!Gate.admits(word)) {
            return null;
        }
        if (Gate.state(word) == State.LAME_DUCK) {
            lastArrivalNanos = time.nanoTime();
        }
        ActiveRequest request = new ActiveRequest(this, method, path, time.coarseNanoTime(), thread);
        requests.add(request);
        return request;
    }

    /** Whether responses should carry {@code Connection: close}: the gate is about to close, or closed. */
    public boolean announcing() {
        return gate.state() != State.SERVING;
    }

    @Override
    public String name() {
        return name;
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

    /** Ends the timers, and wakes those who wait. The gate stays as it is; through an open one the parked are let in at once. */
    @Override
    public void close() {
        longLived.opened();
        drains.close();
        lot.closeAtLast();
    }

    void left() {
        long word = gate.leave();
        if (Gate.isSettling(word)) {
            drains.settle(Gate.epoch(word));
        }
    }

    String nextId() {
        return name + "-" + ids.incrementAndGet();
    }

    long quietNanos() {
        return announcing() ? Math.max(0, time.nanoTime() - lastArrivalNanos) : 0;
    }

    private final class Moves implements Drains.Hooks {
        /** Quiet is counted from the announcement at the earliest. */
        @Override
        public void announced() {
            lastArrivalNanos = time.nanoTime();
        }

        @Override
        public void closing(Duration timeout) {
            if (configuration.settings().parking().whenDraining()) {
                lot.accept();
            }
        }

        @Override
        public void closed(long drain) {
            longLived.closed(drain);
        }

        @Override
        public void resumed() {
            longLived.opened();
            lot.release();
        }
    }
}
