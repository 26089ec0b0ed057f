package io.github.slackwater.core;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The requests of one application. */
final class RequestTraffic implements Traffic {

    private final ApplicationLifecycle application;
    private final Gate gate;
    private final ActiveRequests requests;
    private final LongAdder rejected;
    private final ParkingLot lot;
    private final LongLivedRequests longLived;
    private final Timekeeper time;

    RequestTraffic(
            ApplicationLifecycle application,
            Gate gate,
            ActiveRequests requests,
            LongAdder rejected,
            ParkingLot lot,
            LongLivedRequests longLived,
            Timekeeper time) {
        this.application = application;
        this.gate = gate;
        this.requests = requests;
        this.rejected = rejected;
        this.lot = lot;
        this.longLived = longLived;
        this.time = time;
    }

    @Override
    public int inFlight() {
        return gate.inFlight();
    }

    @Override
    public long admittedTotal() {
        return requests.total();
    }

    @Override
    public long rejectedTotal() {
        return rejected.sum();
    }

    @Override
    public int parked() {
        return lot.parked();
    }

    @Override
    public long parkedTotal() {
        return lot.total();
    }

    @Override
    public int longLived() {
        return longLived.count();
    }

    @Override
    public long longLivedEndedTotal() {
        return longLived.endedTotal();
    }

    @Override
    public long quietNanos() {
        return application.quietNanos();
    }

    @Override
    public List<RequestInfo> requests() {
        long now = time.nanoTime();
        List<ActiveRequest> found = new ArrayList<>();
        requests.forEach(found::add);
        found.sort(Comparator.comparingLong(request -> request.startedNanos() - now));
        return found.stream().map(request -> request.info(now)).toList();
    }

    @Override
    public long oldestMillis() {
        long now = time.nanoTime();
        long[] oldest = {0};
        requests.forEach(request -> oldest[0] = Math.max(oldest[0], now - request.startedNanos()));
        return Duration.ofNanos(oldest[0]).toMillis();
    }

    @Override
    public List<ApplicationStatus> applications() {
        return List.of();
    }

    @Override
    public String threadDump(String id) {
        Thread worker = find(id).thread();
        ThreadInfo info = worker == null
                ? null
                : ManagementFactory.getThreadMXBean().getThreadInfo(worker.getId(), Integer.MAX_VALUE);
        return info == null ? id + ": no thread works on this request now" : stack(info);
    }

    /** {@link ThreadInfo#toString()} stops after eight frames, which is where an application's own code begins. */
    private static String stack(ThreadInfo info) {
        StringBuilder text = new StringBuilder();
        text.append('"').append(info.getThreadName()).append("\" ").append(info.getThreadState());
        if (info.getLockName() != null) {
            text.append(" on ").append(info.getLockName());
        }
        if (info.getLockOwnerName() != null) {
            text.append(" held by \"").append(info.getLockOwnerName()).append('"');
        }
        for (StackTraceElement frame : info.getStackTrace()) {
            text.append("\n\tat ").append(frame);
        }
        return text.append('\n').toString();
    }

    @Override
    public InterruptReport interrupt(String id) {
        ActiveRequest request = find(id);
        RequestInfo before = request.info(time.nanoTime());
        InterruptReport.Action action = request.interrupt();
        String what = before.method() + " " + before.path();
        String detail = switch (action) {
            case INTERRUPTED -> what + ": thread \"" + before.thread() + "\" was interrupted";
            case ENDED_ASYNC -> what + ": ended with 503";
            case NOT_POSSIBLE -> what + ": no thread works on it, and nothing of it can be ended from outside";
            case ALREADY_GONE -> what + ": ended by itself just before";
        };
        return new InterruptReport(id, action, detail);
    }

    private ActiveRequest find(String id) {
        @Nullable ActiveRequest[] found = {null};
        requests.forEach(request -> {
            if (request.id().equals(id)) {
                found[0] = request;
            }
        });
        ActiveRequest request = found[0];
        if (request == null) {
            throw new IllegalArgumentException("id: " + OneLine.of(String.valueOf(id))
                    + " (expected the id of a request that is in flight; activeRequests() lists them)");
        }
        return request;
    }
}
