package io.github.slackwater.cli.rolling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decides which node is next, how many at once, when a roll ends early, and what follows. It asks nobody and knows no clock: it
 * is told what was seen and what has ended, and each call brings the time. For one thread.
 *
 * <p>A node is unavailable while it is worked on, until it has answered well for a while afterwards, and whenever it does not
 * answer. None is begun that would make more of them unavailable than the rules allow; one that is away already may be worked
 * on. The first node goes alone. All that is done for one event is bounded but for the orders that it gives, so that the cost of
 * a roll grows with the number of nodes and looks alone.
 */
final class Schedule {

    /** Where a roll is. */
    enum Phase {
        ROLLING,
        /** No node is begun any more; those in work come to their end. */
        ENDING,
        ROLLING_BACK,
        OVER
    }

    /** What a node has after it was worked on. */
    enum Result {
        NEW,
        PREVIOUS,
        UNKNOWN
    }

    private record Due(int node, long nanos) {}

    private final Rules rules;
    private final Roster roster;
    /** The stage that follows when a node that is put back has its previous version. */
    private final Stage[] stageWhenPutBack;

    /** In the order of their time; a node that is being looked at is not in it. */
    private final ArrayDeque<Due> looks = new ArrayDeque<>();

    private final ArrayDeque<Integer> queue = new ArrayDeque<>();

    /** The last that was changed comes first; one that was changed twice is there twice. */
    private final ArrayDeque<Integer> changed = new ArrayDeque<>();

    /** Put back whatever the phase is. */
    private final ArrayDeque<Order> urgent = new ArrayDeque<>();

    private Phase phase;
    private String reason = "";
    private int failures;
    private boolean rollBackAfterwards;
    private boolean inHurry;
    private boolean balancerGood = true;
    private long notBefore;
    private long stalledSince;
    private boolean stalled;
    private long operations;

    /**
     * A roll of nodes of which some may have the new version already.
     *
     * @param stages {@link Stage#WAITING} or {@link Stage#UPDATED}, in the order of the roll
     * @param rollBack whether those that are updated are to be put back, instead of the others updated
     * @param now the time, as that of {@link System#nanoTime()}
     */
    Schedule(Rules rules, List<Stage> stages, boolean rollBack, long now) {
        this.rules = rules;
        int nodes = stages.size();
        this.roster = new Roster(stages, now);
        this.stageWhenPutBack = new Stage[nodes];
        Arrays.fill(stageWhenPutBack, Stage.FAILED);
        this.notBefore = now;
        this.phase = rollBack ? Phase.ROLLING_BACK : Phase.ROLLING;
        for (int node = 0; node < nodes; node++) {
            operations++;
            looks.add(new Due(node, now));
            if (stages.get(node) == Stage.UPDATED) {
                changed.push(node);
            } else if (!rollBack) {
                queue.add(node);
            }
        }
        if (rollBack) {
            changed.forEach(queue::add);
            changed.forEach(node -> stageWhenPutBack[node] = Stage.RESTORING);
        }
    }

    /** What is to be done now; {@link #wake} says when to ask again if nothing happens. */
    List<Order> next(long now) {
        List<Order> orders = new ArrayList<>();
        while (!looks.isEmpty() && looks.element().nanos - now <= 0) {
            operations++;
            int node = looks.remove().node;
            if (roster.stage(node) == Stage.IN_WORK) {
                lookLater(node, now);
            } else {
                orders.add(new Order(Order.Kind.LOOK, node));
            }
        }
        while (!urgent.isEmpty()) {
            operations++;
            orders.add(urgent.remove());
        }
        if (phase == Phase.ENDING && isAtEnd()) {
            afterTheEnd(now);
        }
        begin(orders, now);
        if (phase == Phase.ROLLING || phase == Phase.ROLLING_BACK) {
            endPhase(now);
        }
        return orders;
    }

    private boolean isAtEnd() {
        boolean settled = roster.count(Stage.SETTLING) + roster.count(Stage.RESTORING) == 0;
        return roster.count(Stage.IN_WORK) == 0 && (settled || rollBackAfterwards || inHurry);
    }

    /** When something is due by time alone. */
    long wake(long now) {
        long wake = now + rules.interval().toNanos();
        if (!looks.isEmpty()) {
            wake = Math.min(wake, looks.element().nanos);
        }
        return notBefore - now > 0 ? Math.min(wake, notBefore) : wake;
    }

    /** What a node has answered. Each look is told once. */
    void seen(int node, boolean good, long now) {
        operations++;
        lookLater(node, now);
        Roster.Answer answer = good ? Roster.Answer.GOOD : Roster.Answer.BAD;
        if (roster.stage(node) != Stage.IN_WORK && roster.answer(node) != answer) {
            roster.change(node, roster.stage(node), answer, now);
        }
        boolean forLong = now - roster.answerSince(node) >= rules.timeout().toNanos();
        switch (roster.stage(node)) {
            case SETTLING, RESTORING -> settling(node, now);
            case UPDATED -> {
                if (!good && forLong && phase == Phase.ROLLING) {
                    notServing(node, now);
                }
            }
            default -> {}
        }
    }

    private void settling(int node, long now) {
        boolean good = roster.answer(node) == Roster.Answer.GOOD
                && now - Math.max(roster.answerSince(node), roster.stageSince(node))
                        >= rules.good().toNanos()
                && now - roster.stageSince(node) >= rules.notice().toNanos();
        boolean late = now - roster.stageSince(node)
                >= rules.timeout().plus(rules.notice()).toNanos();
        if (good) {
            boolean first = roster.count(Stage.UPDATED) == 0;
            boolean restoring = roster.stage(node) == Stage.RESTORING;
            roster.change(node, restoring ? Stage.RESTORED : Stage.UPDATED, roster.answer(node), now);
            if (!restoring) {
                notBefore = now + (first ? rules.afterFirst() : rules.afterNode()).toNanos();
            }
        } else if (late && roster.stage(node) == Stage.SETTLING) {
            notServing(node, now);
        } else if (late) {
            roster.change(node, Stage.LOST, roster.answer(node), now);
        }
    }

    /** The new version was verified, but does not serve: this node is put back whatever follows. */
    private void notServing(int node, long now) {
        work(node, now);
        urgent.add(new Order(Order.Kind.PUT_BACK, node));
    }

    /** What came of an {@link Order.Kind#UPDATE} or a {@link Order.Kind#PUT_BACK}. */
    void ended(int node, Result result, long now) {
        operations++;
        if (result == Result.NEW) {
            changed.push(node);
            roster.change(node, Stage.SETTLING, Roster.Answer.GOOD, now);
        } else if (stageWhenPutBack[node] == Stage.RESTORING) {
            boolean restored = result == Result.PREVIOUS;
            roster.change(
                    node,
                    restored ? Stage.RESTORING : Stage.LOST,
                    restored ? Roster.Answer.GOOD : Roster.Answer.BAD,
                    now);
        } else {
            failed(node, result, now);
        }
    }

    private void failed(int node, Result result, long now) {
        boolean lost = result == Result.UNKNOWN;
        if (lost) {
            changed.push(node);
        }
        roster.change(node, lost ? Stage.LOST : Stage.FAILED, lost ? Roster.Answer.BAD : Roster.Answer.GOOD, now);
        failures++;
        if (failures >= rules.mostFailures()) {
            abort("%d of %s failed".formatted(failures, Count.nodes(roster.size())), rules.then());
        }
    }

    /** Whether the balancer answers as expected. */
    void balancer(boolean good) {
        operations++;
        balancerGood = good;
    }

    /** Ends the roll, and does not wait until what was begun has answered well for a while. */
    void stop(String why) {
        inHurry = true;
        abort(why, FleetFile.Then.STOP);
    }

    private void abort(String why, FleetFile.Then then) {
        if (phase == Phase.ROLLING) {
            rollBackAfterwards = then == FleetFile.Then.ROLL_BACK;
        } else if (then == FleetFile.Then.STOP && phase != Phase.OVER) {
            rollBackAfterwards = false;
        } else {
            return;
        }
        phase = Phase.ENDING;
        reason = reason.isEmpty() ? why : reason;
    }

    private void afterTheEnd(long now) {
        queue.clear();
        if (!rollBackAfterwards) {
            phase = Phase.OVER;
            return;
        }
        phase = Phase.ROLLING_BACK;
        stalled = false;
        notBefore = now;
        for (int node : changed) {
            operations++;
            boolean again = stageWhenPutBack[node] == Stage.RESTORING;
            if (!again && roster.stage(node) != Stage.FAILED) {
                stageWhenPutBack[node] = Stage.RESTORING;
                enqueue(node);
            }
        }
    }

    /** Those that are away already come first: they need not wait for others. */
    private void enqueue(int node) {
        if (roster.isUnavailable(node)) {
            queue.addFirst(node);
        } else {
            queue.addLast(node);
        }
    }

    private void begin(List<Order> orders, long now) {
        while (mayBegin(now)) {
            operations++;
            int node = queue.remove();
            boolean back = phase == Phase.ROLLING_BACK;
            if (back && !canBePutBack(roster.stage(node))) {
                continue; // It was put back meanwhile, since it did not answer well.
            }
            if (!back && roster.answer(node) != Roster.Answer.GOOD) {
                queue.add(node); // Another one first: there is one that answers.
                continue;
            }
            Order.Kind kind = back ? Order.Kind.PUT_BACK : Order.Kind.UPDATE;
            work(node, now);
            orders.add(new Order(kind, node));
        }
    }

    private boolean mayBegin(long now) {
        if (queue.isEmpty() || roster.unseen() > 0) {
            return false;
        }
        if (phase == Phase.ROLLING_BACK) {
            return roster.isUnavailable(queue.element()) || roster.unavailable() < rules.mostUnavailable();
        }
        boolean alone =
                roster.count(Stage.UPDATED) == 0 && roster.count(Stage.IN_WORK) + roster.count(Stage.SETTLING) > 0;
        return phase == Phase.ROLLING
                && now - notBefore >= 0
                && balancerGood
                && roster.waitingGood() > 0
                && roster.unavailable() < rules.mostUnavailable()
                && !alone;
    }

    private static boolean canBePutBack(Stage stage) {
        return stage == Stage.UPDATED || stage == Stage.SETTLING || stage == Stage.LOST;
    }

    private void work(int node, long now) {
        roster.change(node, Stage.IN_WORK, roster.answer(node), now);
    }

    /** Ends the phase where nothing is left to do, or nothing can be done for too long. */
    private void endPhase(long now) {
        boolean busy = roster.count(Stage.IN_WORK) + roster.count(Stage.SETTLING) + roster.count(Stage.RESTORING) > 0;
        if (queue.isEmpty() && !busy) {
            phase = Phase.OVER;
            return;
        }
        if (busy || roster.unseen() > 0 || now - notBefore < 0) {
            stalled = false;
            return;
        }
        if (!stalled) {
            stalled = true;
            stalledSince = now;
        }
        if (now - stalledSince >= rules.timeout().toNanos()) {
            stalledForLong(now);
        }
    }

    private void stalledForLong(long now) {
        stalled = false;
        if (phase == Phase.ROLLING_BACK) {
            reason = reason + "; too few nodes serve to put the others back";
            queue.clear();
            phase = Phase.OVER;
        } else if (roster.waitingGood() == 0 && rules.unreachable() == FleetFile.Unreachable.SKIP) {
            while (!queue.isEmpty()) {
                operations++;
                int node = queue.remove();
                roster.change(node, Stage.SKIPPED, roster.answer(node), now);
            }
        } else {
            abort(balancerGood ? whyStalled() : "the balancer does not answer as expected", rules.then());
        }
    }

    private String whyStalled() {
        return roster.waitingGood() == 0
                ? "the nodes that are left do not answer"
                : "%s roster.unavailable() (expected fewer than %d to go on)"
                        .formatted(Count.nodes(roster.unavailable()), rules.mostUnavailable());
    }

    private void lookLater(int node, long now) {
        looks.add(new Due(node, now + rules.interval().toNanos()));
    }

    Phase phase() {
        return phase;
    }

    /** Why it ends early; empty where it does not. */
    String reason() {
        return reason;
    }

    Stage stage(int node) {
        return roster.stage(node);
    }

    int count(Stage stage) {
        return roster.count(stage);
    }

    /** Whether it is not known to serve, although nobody is at work on it. */
    boolean isInDoubt(int node) {
        Stage stage = roster.stage(node);
        return stage == Stage.LOST || stage == Stage.IN_WORK || roster.answer(node) == Roster.Answer.BAD;
    }

    /** How many nodes count as unavailable now. */
    int unavailable() {
        return roster.unavailable();
    }

    /** How many steps of its own it has taken so far; what it costs. */
    long operations() {
        return operations;
    }
}
