package io.github.slackwater.cli.balancer;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.State;
import io.github.slackwater.core.Status;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Watches what comes to a node, announces, and watches until nothing comes any more. Who sends is not seen: whatever is
 * counted as a request counts.
 */
public final class BalancerCheck {

    /** Between two looks. */
    static final Duration LOOK = Duration.ofMillis(100);

    /** So long nothing has to come, at the least, before it counts as the end. */
    static final Duration LEAST_QUIET = Duration.ofSeconds(3);

    /** And so long that at the rate of before so many would have come: by chance none of them comes once in 20,000 times. */
    static final int MISSED = 10;

    /** What is left of the traffic at the end is counted over so long. */
    private static final Duration TAIL = Duration.ofSeconds(10);

    /** What comes when less than this is left of it, is left over and not sent as before. */
    private static final double HALF = 0.5;

    /**
     * How long it may take.
     *
     * @param before so long the traffic is counted before the announcement
     * @param most so long after it, or after the gate has closed, the end is waited for
     * @param timeoutSeconds of the drains that are meant
     */
    public record Plan(Duration before, Duration most, int timeoutSeconds) {}

    /** Is told how it comes on. */
    public interface Progress {
        /** So many requests came before. */
        void counted(long requests, Duration within);

        /** It is announced. */
        void announced();
    }

    /** Lets time pass. */
    public interface Pause {
        void pause(Duration time) throws InterruptedException;
    }

    private final LifecycleMXBean lifecycle;
    private final Plan plan;
    private final Announcement announcement;
    private final Progress progress;
    private final LongSupplier nanoTime;
    private final Pause pause;

    /** In a time that is given, for tests. */
    BalancerCheck(
            LifecycleMXBean lifecycle,
            Plan plan,
            Announcement announcement,
            Progress progress,
            LongSupplier nanoTime,
            Pause pause) {
        this.lifecycle = lifecycle;
        this.plan = plan;
        this.announcement = announcement;
        this.progress = progress;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** In real time. */
    public BalancerCheck(LifecycleMXBean lifecycle, Plan plan, Announcement announcement, Progress progress) {
        this(lifecycle, plan, announcement, progress, System::nanoTime, time -> Thread.sleep(time.toMillis()));
    }

    /**
     * Checks. Whoever calls takes the announcement back afterwards, also where this throws.
     *
     * @throws RuntimeException what the operations throw, such as when the connection is lost
     */
    public BalancerReport run() throws InterruptedException {
        Status before = lifecycle.status();
        Hold hold = Hold.of(before.configuration(), plan.timeoutSeconds());
        Finding finding = new Finding(before, hold, announcement.drains());
        long admitted = lifecycle.getAdmittedTotal();
        long began = nanoTime.getAsLong();
        pause.pause(plan.before());
        finding.before(lifecycle.getAdmittedTotal() - admitted, since(began));
        progress.counted(finding.requestsBefore(), finding.timeBefore());
        Duration quiet = quiet(finding.perSecondBefore());
        if (quiet.compareTo(plan.most()) > 0) {
            return finding.tooLittle(plan.most());
        }
        return watch(before, finding, quiet);
    }

    /** How long nothing has to come. */
    private static Duration quiet(double perSecond) {
        if (perSecond <= 0) {
            return Duration.ofDays(1);
        }
        Duration missed = Duration.ofMillis((long) (MISSED * 1e3 / perSecond));
        return missed.compareTo(LEAST_QUIET) > 0 ? missed : LEAST_QUIET;
    }

    private BalancerReport watch(Status before, Finding finding, Duration quiet) throws InterruptedException {
        long refused = refused();
        long counted = lifecycle.getAdmittedTotal() + refused;
        long announced = nanoTime.getAsLong();
        if (!announcement.begin(before)) {
            return finding.cutShort("somebody else drained at the same time");
        }
        progress.announced();
        Arrivals arrivals = finding.arrivals();
        while (true) {
            pause.pause(LOOK);
            State state = lifecycle.getState();
            long late = refused() - refused;
            long count = lifecycle.getAdmittedTotal() + late + refused - counted;
            if (state == State.SERVING) {
                return finding.cutShort("somebody resumed meanwhile, or slackwater.lease-seconds had passed");
            }
            if (!state.admits() && !announcement.drains()) {
                return finding.cutShort("somebody drained meanwhile");
            }
            if (count < arrivals.count()) {
                return finding.cutShort("an application has gone meanwhile, and its figures with it");
            }
            arrivals.see(since(announced), count);
            if (!state.admits()) {
                finding.closed(since(announced), late);
            }
            boolean away = arrivals.quiet().compareTo(quiet) >= 0;
            if (finding.isComplete()
                    && (away || finding.watched(since(announced)).compareTo(plan.most()) >= 0)) {
                Duration tail = shorter(TAIL, since(announced).dividedBy(2));
                return finding.of(away, arrivals.perSecond(tail) < HALF * finding.perSecondBefore(), tail);
            }
        }
    }

    private long refused() {
        return lifecycle.getRejectedTotal() + lifecycle.getParkedTotal();
    }

    private Duration since(long nanos) {
        return Duration.ofNanos(nanoTime.getAsLong() - nanos);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
