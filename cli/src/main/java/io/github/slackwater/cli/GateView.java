package io.github.slackwater.cli;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.Outcome;
import io.github.slackwater.core.RequestInfo;
import io.github.slackwater.core.State;
import io.github.slackwater.core.Status;
import java.util.Collection;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A server or an application as {@code watch} sees it. The fields are those of {@link Status} where they have its names.
 *
 * @param name the application's; {@code server} for the server
 * @param state null where it has no gate of its own, or has gone
 * @param since when that state began, as an ISO-8601 instant in UTC; null where there is none
 * @param inFlight requests in flight
 * @param parked requests held until the gate opens
 * @param oldest the oldest request in flight; null where there is none, or there are too many to list them
 * @param oldestRequestMillis its age; 0 where there is none
 * @param admittedTotal requests admitted since the start
 * @param rejectedTotal requests refused since the start
 * @param admittedPerSecond since the last look; null at the first
 * @param rejectedPerSecond likewise
 * @param drain the number of the drain under way, or of the last one; 0 before the first
 * @param lastDrain the report of the drain that ended last; null before the first
 */
record GateView(
        String name,
        @Nullable State state,
        @Nullable String since,
        int inFlight,
        int parked,
        @Nullable RequestInfo oldest,
        long oldestRequestMillis,
        long admittedTotal,
        long rejectedTotal,
        @Nullable Double admittedPerSecond,
        @Nullable Double rejectedPerSecond,
        long drain,
        @Nullable DrainReport lastDrain) {

    private static final double NEVER = -1;

    static GateView of(Status status, @Nullable RequestInfo oldest, @Nullable Rate rate) {
        return new GateView(
                status.name(),
                status.state(),
                status.since(),
                status.inFlight(),
                status.parked(),
                oldest,
                oldest == null ? status.oldestRequestMillis() : oldest.ageMillis(),
                status.admittedTotal(),
                status.rejectedTotal(),
                rate == null ? null : rate.admittedPerSecond(),
                rate == null ? null : rate.rejectedPerSecond(),
                status.drain(),
                status.lastDrain());
    }

    /** An application that is not there, or not any more. */
    static GateView gone(String name) {
        return new GateView(name, null, null, 0, 0, null, 0, 0, 0, null, null, 0, null);
    }

    /** The server's own state with the figures of its applications: what it counts itself loses those that have gone. */
    static GateView sum(String name, @Nullable Status own, Collection<GateView> applications) {
        GateView oldest = gone(name);
        for (GateView application : applications) {
            oldest = application.oldestRequestMillis > oldest.oldestRequestMillis ? application : oldest;
        }
        return new GateView(
                name,
                own == null ? null : own.state(),
                own == null ? null : own.since(),
                (int) total(applications, GateView::inFlight),
                (int) total(applications, GateView::parked),
                oldest.oldest,
                oldest.oldestRequestMillis,
                total(applications, GateView::admittedTotal),
                total(applications, GateView::rejectedTotal),
                perSecond(applications, GateView::admittedPerSecond),
                perSecond(applications, GateView::rejectedPerSecond),
                own == null ? 0 : own.drain(),
                own == null ? null : own.lastDrain());
    }

    private static long total(Collection<GateView> applications, ToLongFunction<GateView> figure) {
        return applications.stream().mapToLong(figure).sum();
    }

    /** Null where none of them has a rate yet. */
    private static @Nullable Double perSecond(Collection<GateView> applications, RateOf rate) {
        double sum = NEVER;
        for (GateView application : applications) {
            Double of = rate.of(application);
            sum = of == null ? sum : Math.max(0, sum) + of;
        }
        return sum == NEVER ? null : sum;
    }

    /** {@code 4 DRAINED}, {@code 5 IN_PROGRESS}; {@code -} before the first. */
    String drainText() {
        if (drain == 0) {
            return "-";
        }
        if (lastDrain != null && lastDrain.drain() == drain) {
            return drain + " " + lastDrain.outcome();
        }
        // One that was announced only, and then taken back, has no report.
        return state == State.SERVING ? Long.toString(drain) : drain + " " + Outcome.IN_PROGRESS;
    }

    /** {@code 12.3 s GET /shop/slow}; {@code -} where nothing is in flight. */
    String oldestText() {
        if (inFlight == 0) {
            return "-";
        }
        String age = Text.duration(oldestRequestMillis);
        return oldest == null ? age : Text.harmless("%s %s %s".formatted(age, oldest.method(), oldest.path()));
    }

    private interface RateOf {
        @Nullable
        Double of(GateView view);
    }
}
