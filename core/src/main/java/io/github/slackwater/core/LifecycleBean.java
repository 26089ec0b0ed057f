package io.github.slackwater.core;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The operators' view of a lifecycle: seconds and records instead of durations and futures, and checked arguments. */
final class LifecycleBean implements LifecycleMXBean {

    private final Lifecycle lifecycle;
    private final String adapter;
    private final Drains drains;
    private final Traffic traffic;
    private final Leasing leasing;
    private final Runnable awaitFollowers;

    /** @param awaitFollowers returns when those below have followed a resume or an announcement */
    LifecycleBean(
            Lifecycle lifecycle,
            String adapter,
            Drains drains,
            Traffic traffic,
            Leasing leasing,
            Runnable awaitFollowers) {
        this.lifecycle = lifecycle;
        this.adapter = adapter;
        this.drains = drains;
        this.traffic = traffic;
        this.leasing = leasing;
        this.awaitFollowers = awaitFollowers;
    }

    @Override
    public State getState() {
        return lifecycle.state();
    }

    @Override
    public String getSince() {
        return drains.since().toString();
    }

    @Override
    public int getActiveRequests() {
        return traffic.inFlight();
    }

    @Override
    public long getOldestRequestMillis() {
        return traffic.oldestMillis();
    }

    @Override
    public long getAdmittedTotal() {
        return traffic.admittedTotal();
    }

    @Override
    public long getRejectedTotal() {
        return traffic.rejectedTotal();
    }

    @Override
    public int getParkedRequests() {
        return traffic.parked();
    }

    @Override
    public long getParkedTotal() {
        return traffic.parkedTotal();
    }

    @Override
    public int getLongLivedRequests() {
        return traffic.longLived();
    }

    @Override
    public long getLongLivedEndedTotal() {
        return traffic.longLivedEndedTotal();
    }

    @Override
    public long getQuietMillis() {
        return Duration.ofNanos(traffic.quietNanos()).toMillis();
    }

    @Override
    public DrainReport drain(int timeoutSeconds) {
        Duration timeout = checked(timeoutSeconds);
        CompletableFuture<DrainReport> report = drains.drain(timeout, true);
        if (timeout.isZero()) {
            return report.getNow(drains.progress(timeout));
        }
        try {
            return report.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return drains.progress(timeout);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the drain ended, but its report could not be made", e.getCause());
        }
    }

    @Override
    public DrainReport beginDrain(int timeoutSeconds) {
        Duration timeout = checked(timeoutSeconds);
        return drains.drain(timeout, true).getNow(drains.progress(timeout));
    }

    @Override
    public DrainReport beginDrainNow(int timeoutSeconds) {
        Duration timeout = checked(timeoutSeconds);
        return drains.drain(timeout, false).getNow(drains.progress(timeout));
    }

    @Override
    public Status lameDuck() {
        drains.announce();
        awaitFollowers.run();
        return status();
    }

    @Override
    public Status resume() {
        drains.resume();
        awaitFollowers.run();
        return status();
    }

    @Override
    public Status status() {
        Configuration configuration = lifecycle.configuration();
        return new Status(
                lifecycle.name(),
                getState(),
                getSince(),
                getActiveRequests(),
                getLongLivedRequests(),
                getOldestRequestMillis(),
                getAdmittedTotal(),
                getRejectedTotal(),
                getParkedRequests(),
                getParkedTotal(),
                getLongLivedEndedTotal(),
                drains.number(),
                drains.last(),
                lifecycle.notice(),
                adapter,
                Version.current(),
                configuration.inForce(),
                configuration.problems(),
                traffic.applications());
    }

    @Override
    public List<RequestInfo> activeRequests() {
        return traffic.requests();
    }

    @Override
    public List<RequestInfo> stragglers() {
        return drains.hasStragglers() ? traffic.requests() : List.of();
    }

    @Override
    public String threadDump(String id) {
        return traffic.threadDump(id);
    }

    @Override
    public InterruptReport interrupt(String id) {
        return traffic.interrupt(id);
    }

    @Override
    public List<InterruptReport> interruptStragglers() {
        return stragglers().stream().map(this::interruptIfThere).toList();
    }

    private InterruptReport interruptIfThere(RequestInfo request) {
        try {
            return traffic.interrupt(request.id());
        } catch (IllegalArgumentException ended) {
            return new InterruptReport(
                    request.id(), InterruptReport.Action.ALREADY_GONE, request.path() + " ended by itself just before");
        }
    }

    @Override
    public Lease getLease() {
        return leasing.present();
    }

    @Override
    public Lease acquireLease(String holder, int seconds) {
        return leasing.acquire(holder, seconds);
    }

    @Override
    public Lease releaseLease(String holder) {
        return leasing.release(holder);
    }

    private static Duration checked(int timeoutSeconds) {
        if (timeoutSeconds < 0 || timeoutSeconds > MAX_TIMEOUT_SECONDS) {
            throw new IllegalArgumentException(
                    "timeoutSeconds: " + timeoutSeconds + " (expected 0.." + MAX_TIMEOUT_SECONDS + ")");
        }
        return Duration.ofSeconds(timeoutSeconds);
    }
}
