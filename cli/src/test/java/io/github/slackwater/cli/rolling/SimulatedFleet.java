package io.github.slackwater.cli.rolling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A fleet that exists in memory alone, with time moved by hand: redeploys take a while, and fail as often as a test wants; nodes
 * go away and come back on their own. It checks at each moment what a {@link Schedule} promises.
 */
final class SimulatedFleet {

    /**
     * What goes wrong, each as a part of 1.
     *
     * @param refused a node ends with the previous version
     * @param lost a node ends with nothing that is known to be good
     * @param sick a node has the new version, but does not answer well afterwards
     * @param absent a node does not answer, for a while, at each look
     */
    record Faults(double refused, double lost, double sick, double absent) {
        static final Faults NONE = new Faults(0, 0, 0, 0);
    }

    private record Event(long at, long sequence, Runnable action) {}

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Duration LONGEST = Duration.ofHours(12);

    final Schedule schedule;
    final int nodes;
    private final Rules rules;
    private final Faults faults;
    private final Random random;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::sequence));
    private final long[] lastLook;
    private final long[] absentUntil;
    private final boolean[] sick;
    private final boolean[] worked;
    private final boolean[] badAnswer;
    private final boolean[] newVersion;
    private long now = 1;
    private long sequence;
    private int inWork;
    private int away;
    int mostInWork;
    int mostUnavailable;
    long looks;
    long begun;
    final List<Integer> order = new ArrayList<>();

    SimulatedFleet(int nodes, Rules rules, Faults faults, long seed) {
        this.nodes = nodes;
        this.rules = rules;
        this.faults = faults;
        this.random = new Random(seed);
        this.schedule = new Schedule(rules, Collections.nCopies(nodes, Stage.WAITING), false, now);
        this.lastLook = new long[nodes];
        Arrays.fill(lastLook, Long.MIN_VALUE / 2);
        this.absentUntil = new long[nodes];
        this.sick = new boolean[nodes];
        this.worked = new boolean[nodes];
        this.badAnswer = new boolean[nodes];
        this.newVersion = new boolean[nodes];
    }

    /** Until the roll is over. */
    SimulatedFleet run() {
        while (schedule.phase() != Schedule.Phase.OVER) {
            step();
        }
        return this;
    }

    /** Carries out what is to be done now, and moves on to the next moment at which anything happens. */
    void step() {
        int before = schedule.unavailable();
        for (Order each : schedule.next(now)) {
            carryOut(each);
        }
        check(
                schedule.unavailable() <= Math.max(before, rules.mostUnavailable()),
                "%d are unavailable, %d were, %d may be"
                        .formatted(schedule.unavailable(), before, rules.mostUnavailable()));
        long wake = schedule.wake(now);
        Event event = events.peek();
        if (event != null && event.at <= wake) {
            events.remove();
            now = Math.max(now, event.at);
            event.action.run();
        } else {
            now = Math.max(now + 1, wake);
        }
        check(now < LONGEST.toNanos(), "the roll does not end: " + state());
    }

    private void carryOut(Order each) {
        int node = each.node();
        if (each.kind() == Order.Kind.LOOK) {
            check(now - lastLook[node] >= SECOND, "node " + node + " is asked twice within a second");
            check(!worked[node], "node " + node + " is watched while it is worked on");
            lastLook[node] = now;
            looks++;
            in(millis(1, 300), () -> answered(node, answers(node)));
            return;
        }
        check(!worked[node], "node " + node + " is begun twice");
        begun++;
        order.add(node);
        boolean wasAway = isAway(node);
        worked[node] = true;
        away += wasAway ? 0 : 1;
        inWork++;
        mostInWork = Math.max(mostInWork, inWork);
        mostUnavailable = Math.max(mostUnavailable, schedule.unavailable());
        check(
                wasAway || away <= rules.mostUnavailable(),
                "%d are away with node %d, %d may be".formatted(away, node, rules.mostUnavailable()));
        in(millis(2_000, 30_000), () -> end(node, each.kind()));
    }

    private void end(int node, Order.Kind kind) {
        away -= isAway(node) ? 1 : 0;
        worked[node] = false;
        badAnswer[node] = false;
        inWork--;
        double dice = random.nextDouble();
        boolean lost = dice < faults.lost();
        boolean refused = !lost && dice < faults.lost() + faults.refused();
        sick[node] = lost;
        if (lost) {
            badAnswer[node] = true;
            away++;
            schedule.ended(node, Schedule.Result.UNKNOWN, now);
        } else if (kind == Order.Kind.PUT_BACK || refused) {
            newVersion[node] = false;
            schedule.ended(node, Schedule.Result.PREVIOUS, now);
        } else {
            newVersion[node] = true;
            sick[node] = random.nextDouble() < faults.sick();
            schedule.ended(node, Schedule.Result.NEW, now);
        }
    }

    private void answered(int node, boolean good) {
        if (!worked[node]) {
            away -= isAway(node) ? 1 : 0;
            badAnswer[node] = !good;
            away += isAway(node) ? 1 : 0;
        }
        schedule.seen(node, good, now);
    }

    /** As far as anybody can know: it is worked on, or its last answer was bad. Counted apart from the schedule. */
    private boolean isAway(int node) {
        return worked[node] || badAnswer[node];
    }

    private boolean answersNow(int node) {
        return !sick[node] && absentUntil[node] <= now;
    }

    private boolean answers(int node) {
        if (absentUntil[node] <= now && random.nextDouble() < faults.absent()) {
            absentUntil[node] = now + millis(1_000, 20_000);
        }
        return answersNow(node);
    }

    private long millis(int from, int to) {
        return Duration.ofMillis(from + random.nextInt(to - from)).toNanos();
    }

    private void in(long nanos, Runnable action) {
        events.add(new Event(now + nanos, sequence++, action));
    }

    private String state() {
        return "%s, %d unavailable, %s, %s"
                .formatted(
                        schedule.phase(),
                        schedule.unavailable(),
                        schedule.reason(),
                        Arrays.stream(Stage.values())
                                .map(stage -> stage + " " + schedule.count(stage))
                                .toList());
    }

    boolean hasNewVersion(int node) {
        return newVersion[node];
    }

    boolean serves(int node) {
        return !sick[node];
    }

    long now() {
        return now;
    }

    private static void check(boolean good, String what) {
        if (!good) {
            throw new AssertionError(what);
        }
    }
}
