package io.github.slackwater.cli.balancer;

import io.github.slackwater.core.Status;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What one check has counted so far, and the report that it makes of it. For one thread. */
final class Finding {

    private final String name;
    private final Hold hold;
    private final boolean drains;
    private final Arrivals arrivals;
    private long requestsBefore;
    private Duration timeBefore = Duration.ZERO;
    private @Nullable Duration closed;
    private long refused;

    Finding(Status status, Hold hold, boolean drains) {
        this.name = status.name();
        this.hold = hold;
        this.drains = drains;
        this.arrivals = new Arrivals(hold);
    }

    void before(long requests, Duration within) {
        requestsBefore = requests;
        timeBefore = within;
    }

    /** The gate has been closed for a while, and has refused so many. */
    void closed(Duration at, long refusedSince) {
        closed = closed == null ? at : closed;
        refused = refusedSince;
    }

    /** Whether the gate is closed where it is to be. */
    boolean isComplete() {
        return !drains || closed != null;
    }

    /** How long the end has been waited for. */
    Duration watched(Duration sinceAnnouncement) {
        return closed == null ? sinceAnnouncement : sinceAnnouncement.minus(closed);
    }

    long requestsBefore() {
        return requestsBefore;
    }

    Duration timeBefore() {
        return timeBefore;
    }

    double perSecondBefore() {
        return requestsBefore * 1e3 / Math.max(1, timeBefore.toMillis());
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /** @param most so long the end would have been waited for */
    BalancerReport tooLittle(Duration most) {
        return report(
                Verdict.TOO_LITTLE_TRAFFIC,
                "%d requests came within %s: too little to tell within %s whether they end; nothing was announced"
                        .formatted(requestsBefore, seconds(timeBefore), seconds(most)),
                List.of("try it under traffic; with little, --before and --wait make it longer"));
    }

    BalancerReport cutShort(String why) {
        return report(Verdict.CUT_SHORT, "nothing can be told: " + why, List.of());
    }

    /**
     * At the end.
     *
     * @param away whether nothing comes any more
     * @param less whether at least much less comes than before
     * @param tail how long before the end that was counted
     */
    BalancerReport of(boolean away, boolean less, Duration tail) {
        if (!away) {
            return goesOn(less, tail);
        }
        String when = arrivals.count() == 0 ? "at once" : seconds(arrivals.last()) + " after the announcement";
        if (late() > 0) {
            return report(
                    Verdict.LOOKED_AWAY_TOO_LATE,
                    "the balancer looked away %s, too late: a drain with these settings %s after %s, and %d requests came later"
                            .formatted(when, drains ? "closed" : "closes", seconds(holds()), late()),
                    Advice.tooLate(hold, arrivals.last()));
        }
        return report(
                Verdict.LOOKED_AWAY,
                "the balancer looked away %s; a drain with these settings %s for %s"
                        .formatted(when, drains ? "held" : "holds", seconds(holds())),
                Advice.inTime(hold, arrivals.last()));
    }

    private BalancerReport goesOn(boolean less, Duration tail) {
        String rates = String.format(
                Locale.ROOT,
                "%.1f requests a second in the last %s, %.1f before it was announced",
                arrivals.perSecond(tail),
                seconds(tail),
                perSecondBefore());
        String path = "/slackwater/ready" + (name.equals("server") ? "" : "/" + name);
        return less
                ? report(
                        Verdict.LOOKED_AWAY_IN_PART,
                        "the balancer looked away in part only: " + rates,
                        Advice.inPart(path))
                : report(
                        Verdict.DID_NOT_LOOK_AWAY,
                        "the balancer did not look away within %s: %s".formatted(seconds(time()), rates),
                        Advice.goesOn(path, drains));
    }

    private BalancerReport report(Verdict verdict, String message, List<String> advice) {
        return new BalancerReport(
                name,
                verdict,
                drains,
                requestsBefore,
                timeBefore.toMillis(),
                arrivals.count(),
                time().toMillis(),
                arrivals.last().toMillis(),
                holds().toMillis(),
                late(),
                hold,
                message,
                advice);
    }

    private Duration holds() {
        return closed == null ? arrivals.closes() : closed;
    }

    private long late() {
        return drains ? refused : arrivals.late();
    }

    private Duration time() {
        return arrivals.last().plus(arrivals.quiet());
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }
}
