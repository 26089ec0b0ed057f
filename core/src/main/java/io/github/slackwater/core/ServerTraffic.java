package io.github.slackwater.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The requests of all applications of a server, asked of each. */
final class ServerTraffic implements Traffic {

    private final Participants participants;

    ServerTraffic(Participants participants) {
        this.participants = participants;
    }

    @Override
    public int inFlight() {
        return (int) sum(LifecycleMXBean::getActiveRequests);
    }

    @Override
    public long admittedTotal() {
        return sum(LifecycleMXBean::getAdmittedTotal);
    }

    @Override
    public long rejectedTotal() {
        return sum(LifecycleMXBean::getRejectedTotal);
    }

    @Override
    public int parked() {
        return (int) sum(LifecycleMXBean::getParkedRequests);
    }

    @Override
    public long parkedTotal() {
        return sum(LifecycleMXBean::getParkedTotal);
    }

    @Override
    public int longLived() {
        return (int) sum(LifecycleMXBean::getLongLivedRequests);
    }

    @Override
    public long longLivedEndedTotal() {
        return sum(LifecycleMXBean::getLongLivedEndedTotal);
    }

    /** The server is as quiet as its least quiet application: a balancer looks away from all of them at once. */
    @Override
    public long quietNanos() {
        long[] quiet = {Long.MAX_VALUE};
        participants.forEach((name, operations) -> quiet[0] = Math.min(quiet[0], operations.getQuietMillis()));
        return TimeUnit.MILLISECONDS.toNanos(quiet[0]);
    }

    @Override
    public List<RequestInfo> requests() {
        List<RequestInfo> all = new ArrayList<>();
        participants.forEach((name, operations) -> all.addAll(operations.activeRequests()));
        all.sort(Comparator.comparingLong(RequestInfo::ageMillis).reversed());
        return List.copyOf(all);
    }

    @Override
    public long oldestMillis() {
        long[] oldest = {0};
        participants.forEach(
                (name, operations) -> oldest[0] = Math.max(oldest[0], operations.getOldestRequestMillis()));
        return oldest[0];
    }

    @Override
    public List<ApplicationStatus> applications() {
        List<ApplicationStatus> all = new ArrayList<>();
        participants.forEach((name, operations) -> all.add(new ApplicationStatus(
                name, operations.getState(), operations.getActiveRequests(), operations.getOldestRequestMillis())));
        return List.copyOf(all);
    }

    @Override
    public String threadDump(String id) {
        return ask(id, operations -> operations.threadDump(id));
    }

    @Override
    public InterruptReport interrupt(String id) {
        return ask(id, operations -> operations.interrupt(id));
    }

    /** An id begins with the name of its application. */
    private <T> T ask(String id, Function<LifecycleMXBean, T> question) {
        LifecycleMXBean operations = participants.find(application(id));
        if (operations == null) {
            throw new IllegalArgumentException("id: " + OneLine.of(String.valueOf(id))
                    + " (expected the id of a request that is in flight; activeRequests() lists them)");
        }
        return question.apply(operations);
    }

    private static String application(String id) {
        // Over JMX an argument may be null.
        String known = String.valueOf((Object) id);
        return known.substring(0, Math.max(0, known.lastIndexOf('-')));
    }

    private long sum(ToLongFunction<LifecycleMXBean> figure) {
        long[] sum = {0};
        participants.forEach((name, operations) -> sum[0] += figure.applyAsLong(operations));
        return sum[0];
    }
}
