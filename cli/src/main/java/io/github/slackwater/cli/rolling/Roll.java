package io.github.slackwater.cli.rolling;

import io.github.slackwater.cli.redeploy.RedeployCode;
import io.github.slackwater.cli.redeploy.RedeployFailure;
import io.github.slackwater.cli.redeploy.RedeployReport;
import io.github.slackwater.cli.redeploy.Stop;
import io.github.slackwater.core.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A roll: takes the leases, looks at every node, and carries out what the {@link Schedule} says, with each step in the {@link
 * RollJournal} before it is done. For one thread, and once.
 */
public final class Roll {

    /** What a run is to do. */
    public enum Mode {
        START,
        /** Goes on from the journal. */
        RESUME,
        /** Puts back what the journal says was changed. */
        ROLL_BACK
    }

    private static final int MOST_LOOKERS = 32;

    private final FleetFile fleet;
    private final List<RollNode> nodes;
    private final RollJournal journal;
    private final Savings savings;
    private final Voice voice;
    private final Stop stop;
    private final Rules rules;
    private final BooleanSupplier balancer;
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final Set<Stop> stops = ConcurrentHashMap.newKeySet();
    private final Map<Integer, String> messages = new HashMap<>();
    private final long beganNanos = System.nanoTime();
    private final int speed;

    /**
     * A roll that has not begun.
     *
     * @param nodes those of the fleet, in its order
     * @param balancer whether it answers as expected, in one look
     */
    public Roll(
            FleetFile fleet,
            List<RollNode> nodes,
            RollJournal journal,
            Voice voice,
            Stop stop,
            BooleanSupplier balancer) {
        this(fleet, nodes, journal, voice, stop, balancer, 1);
    }

    /** @param speed how much faster than the world's its time goes, for tests */
    Roll(
            FleetFile fleet,
            List<RollNode> nodes,
            RollJournal journal,
            Voice voice,
            Stop stop,
            BooleanSupplier balancer,
            int speed) {
        this.speed = speed;
        this.fleet = fleet;
        this.nodes = nodes;
        this.journal = journal;
        this.savings = new Savings(journal.savedFolder());
        this.voice = voice;
        this.stop = stop;
        this.rules = Rules.of(fleet);
        this.balancer = balancer;
    }

    /**
     * Does it all.
     *
     * @param holder who is at work, in words; the journal's name of the roll is added, and whoever goes on is the same holder
     * @throws RollFailure if it ends before a node was begun
     */
    public RollReport run(Mode mode, Work work, String holder) {
        admit(mode, work);
        if (mode == Mode.START) {
            journal.begin(work, holder);
        } else {
            journal.resume(mode.name());
        }
        ExecutorService lookers = Executors.newFixedThreadPool(
                Math.min(MOST_LOOKERS, nodes.size()), task -> daemon(task, "slackwater-look"));
        ExecutorService workers = Executors.newCachedThreadPool(task -> daemon(task, "slackwater-roll"));
        ScheduledExecutorService renewal =
                Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "slackwater-lease"));
        Leases leases = new Leases(nodes, journal.holder());
        try {
            List<Stage> stages = prepare(mode, leases, lookers);
            Schedule schedule = new Schedule(rules, stages, mode == Mode.ROLL_BACK, now());
            Future<?> unused = renewal.scheduleWithFixedDelay(
                    () -> leases.renew(lookers, why -> events.add(() -> schedule.stop(why))),
                    Leases.RENEWAL_SECONDS,
                    Leases.RENEWAL_SECONDS,
                    TimeUnit.SECONDS);
            watchBalancer(schedule, renewal);
            carryOut(schedule, lookers, workers);
            return ended(mode, schedule);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RollFailure(RollCode.FAILED, "interrupted; --resume goes on", e);
        } finally {
            renewal.shutdownNow();
            release(leases, lookers);
            lookers.shutdown();
            workers.shutdown();
        }
    }

    /** A thread that does not keep the process. */
    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void admit(Mode mode, Work work) {
        Work before = journal.work();
        if (mode == Mode.START) {
            if (journal.isUnfinished()) {
                throw new RollFailure(
                        RollCode.UNFINISHED,
                        "%s is of a roll that has not ended (expected --resume, or --roll-back)"
                                .formatted(journal.file()));
            }
            return;
        }
        if (before == null || !journal.isUnfinished()) {
            throw new RollFailure(RollCode.UNFINISHED, "%s is of no roll that could go on".formatted(journal.file()));
        }
        same("fleet file", before.fleetSha256(), work.fleetSha256());
        if (mode == Mode.RESUME) {
            same("archive", before.archiveSha256(), work.archiveSha256());
            same("text that is expected", before.text(), work.text());
            same("header that is expected", before.header(), work.header());
        }
    }

    private void same(String what, @Nullable String before, @Nullable String now) {
        if (!Objects.equals(before, now)) {
            throw new RollFailure(
                    RollCode.CHANGED,
                    "the %s is not that of %s: %s (expected %s)".formatted(what, journal.file(), now, before));
        }
    }

    /** Looks at every node, says what a run would do, and changes nothing. */
    public static RollReport dryRun(FleetFile fleet, List<RollNode> nodes, Voice voice) {
        long began = System.nanoTime();
        Rules rules = Rules.of(fleet);
        voice.say("%s, at most %d away at once, the first of them alone; failures that end it: %d, then %s"
                .formatted(Count.nodes(nodes.size()), rules.mostUnavailable(), rules.mostFailures(), rules.then()));
        ExecutorService lookers = Executors.newFixedThreadPool(
                Math.min(MOST_LOOKERS, nodes.size()), task -> daemon(task, "slackwater-look"));
        try {
            List<Callable<String>> looks = new ArrayList<>();
            nodes.forEach(node -> looks.add(node::check));
            return dryReport(nodes, lookers.invokeAll(looks), voice, began);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RollFailure(RollCode.FAILED, "interrupted", e);
        } finally {
            lookers.shutdownNow();
        }
    }

    private static RollReport dryReport(List<RollNode> nodes, List<Future<String>> answers, Voice voice, long began)
            throws InterruptedException {
        RollCode code = RollCode.DONE;
        String message = "dry run: nothing has been changed";
        List<RollReport.NodeReport> reports = new ArrayList<>();
        for (int number = 0; number < nodes.size(); number++) {
            String name = nodes.get(number).name();
            try {
                String text = answers.get(number).get();
                voice.say(name, text);
                reports.add(new RollReport.NodeReport(name, Stage.WAITING.name(), text));
            } catch (ExecutionException e) {
                RollFailure failure = failure(e, name);
                voice.complain(failure.line());
                reports.add(new RollReport.NodeReport(name, Stage.LOST.name(), failure.line()));
                message = code == RollCode.DONE ? failure.line() : message;
                code = code == RollCode.DONE ? failure.code() : code;
            }
        }
        voice.say("dry run: nothing has been changed");
        return new RollReport(code, code.number(), message, reports, "", sinceMillis(began));
    }

    private static long sinceMillis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    private static RollFailure failure(ExecutionException e, String node) {
        if (e.getCause() instanceof RollFailure known) {
            return known;
        }
        if (e.getCause() instanceof RedeployFailure known) {
            return new RollFailure(code(known.code()), node + ": " + known.line(), known);
        }
        return new RollFailure(RollCode.FAILED, node + " failed unexpectedly: " + e.getCause(), e.getCause());
    }

    private RollReport report(RollCode code, String message, List<RollReport.NodeReport> reports) {
        return new RollReport(
                code, code.number(), message, reports, journal.file().toString(), sinceMillis(beganNanos));
    }

    /** Takes every lease, looks at every node, and heals what a run that was killed has left. */
    private List<Stage> prepare(Mode mode, Leases leases, ExecutorService threads) throws InterruptedException {
        List<Callable<Stage>> looks = new ArrayList<>();
        for (RollNode node : nodes) {
            looks.add(() -> prepare(mode, leases, node));
        }
        List<Stage> stages = new ArrayList<>();
        @Nullable RollFailure failure = null;
        List<Future<Stage>> answers = threads.invokeAll(looks);
        for (int number = 0; number < nodes.size(); number++) {
            try {
                stages.add(answers.get(number).get());
            } catch (ExecutionException e) {
                RollFailure thrown = failure(e, nodes.get(number).name());
                // Who is at work is the best of all reasons.
                failure = failure == null || thrown.code() == RollCode.BUSY ? thrown : failure;
            }
        }
        if (failure != null) {
            if (mode == Mode.START) {
                journal.end(failure.code());
                savings.delete();
            }
            throw failure;
        }
        voice.say("%s, at most %d away at once%s"
                .formatted(
                        Count.nodes(nodes.size()),
                        rules.mostUnavailable(),
                        mode == Mode.START ? "" : "; going on from " + journal.file()));
        return stages;
    }

    private Stage prepare(Mode mode, Leases leases, RollNode node) {
        NodeHistory history = journal.node(node.name());
        try {
            leases.take(node);
            if (!history.isInDoubt() && history.end() != NodeHistory.End.UPDATED) {
                voice.say(node.name(), node.check());
                return Stage.WAITING;
            }
            node.forget(journal.pids());
            return mode == Mode.ROLL_BACK ? changedStage(node, history) : foundStage(node, history);
        } catch (RedeployFailure e) {
            if (e.code() == RedeployCode.NO_CONNECTION
                    && rules.unreachable() == FleetFile.Unreachable.SKIP
                    && history.end() != NodeHistory.End.UPDATED) {
                voice.complain(node.name() + ": " + e.line());
                return Stage.WAITING;
            }
            throw new RollFailure(code(e.code()), node.name() + ": " + e.line(), e);
        }
    }

    private Stage changedStage(RollNode node, NodeHistory history) {
        if (history.isChanged()) {
            return Stage.UPDATED;
        }
        node.open();
        voice.say(node.name(), "nothing was deployed; open again");
        return Stage.WAITING;
    }

    /** What a node really has, whatever the journal says. */
    private Stage foundStage(RollNode node, NodeHistory history) {
        boolean other = history.identityBefore().isEmpty()
                ? history.end() == NodeHistory.End.UPDATED
                : !history.identityBefore().equals(node.identity());
        if (other && node.isNew()) {
            node.open();
            if (history.end() != NodeHistory.End.UPDATED) {
                journal.done(node.name(), NodeHistory.End.UPDATED, "found with the new version");
            }
            voice.say(node.name(), "has the new version already");
            return Stage.UPDATED;
        }
        voice.say(node.name(), "was begun, and is not known to have the new version: once more");
        heal(node, history);
        return Stage.WAITING;
    }

    /** Left closed, or with nothing that answers: it has to serve before it can have its turn. */
    private void heal(RollNode node, NodeHistory history) {
        node.open();
        Version saved = history.saved();
        if (saved == null || node.serves()) {
            return;
        }
        journal.begun(node.name(), Order.Kind.PUT_BACK);
        voice.say(node.name(), "does not serve: the version of before is put back");
        RedeployReport report = node.deploy(saved, null, true, new Stop(), step -> journal.step(node.name(), step));
        if (report.outcome() != RedeployCode.DONE) {
            throw new RollFailure(RollCode.NOT_GOOD, node.name() + ": " + report.message());
        }
        journal.done(node.name(), NodeHistory.End.PREVIOUS, report.message());
    }

    private static RollCode code(RedeployCode code) {
        return switch (code) {
            case NO_CONNECTION -> RollCode.NO_CONNECTION;
            case REFUSED -> RollCode.REFUSED;
            case NOT_DEPLOYED -> RollCode.NOT_DEPLOYED;
            case NOT_SERVING -> RollCode.NOT_SERVING;
            case USAGE -> RollCode.USAGE;
            default -> RollCode.FAILED;
        };
    }

    private void watchBalancer(Schedule schedule, ScheduledExecutorService timer) {
        FleetFile.Balancer before = fleet.balancer();
        if (before != null && before.url() != null) {
            schedule.balancer(false);
            Future<?> unused = timer.scheduleWithFixedDelay(
                    () -> {
                        boolean good = balancer.getAsBoolean();
                        events.add(() -> schedule.balancer(good));
                    },
                    0,
                    rules.interval().toNanos() / speed,
                    TimeUnit.NANOSECONDS);
        }
    }

    private void carryOut(Schedule schedule, ExecutorService lookers, ExecutorService workers)
            throws InterruptedException {
        boolean stopped = false;
        while (schedule.phase() != Schedule.Phase.OVER) {
            if (stop.requested() && !stopped) {
                stopped = true;
                schedule.stop("stopped by a signal");
                stops.forEach(Stop::request);
            }
            for (Order order : schedule.next(now())) {
                if (order.kind() == Order.Kind.LOOK) {
                    lookers.execute(() -> look(schedule, order.node()));
                } else {
                    workers.execute(() -> work(schedule, order));
                }
            }
            if (schedule.phase() != Schedule.Phase.OVER) {
                await(schedule);
            }
        }
    }

    private long now() {
        return beganNanos + (System.nanoTime() - beganNanos) * speed;
    }

    /** A signal is heard of within a second. */
    private void await(Schedule schedule) throws InterruptedException {
        long now = now();
        long wait = Math.min(schedule.wake(now) - now, TimeUnit.SECONDS.toNanos(1)) / speed;
        Runnable event = events.poll(Math.max(1, wait), TimeUnit.NANOSECONDS);
        while (event != null) {
            event.run();
            event = events.poll();
        }
    }

    private void look(Schedule schedule, int number) {
        boolean serves = nodes.get(number).serves();
        events.add(() -> schedule.seen(number, serves, now()));
    }

    private void work(Schedule schedule, Order order) {
        RollNode node = nodes.get(order.node());
        Schedule.Result result = Schedule.Result.UNKNOWN;
        String message = "";
        try {
            RedeployReport report =
                    order.kind() == Order.Kind.UPDATE ? update(node, order.kind()) : putBack(node, order.kind());
            result = result(order.kind(), report);
            message = report.message();
        } catch (RedeployFailure e) {
            // Only what comes before the deployment throws.
            result = journal.node(node.name()).isChanged() ? Schedule.Result.UNKNOWN : Schedule.Result.PREVIOUS;
            message = e.line();
            voice.complain(node.name() + ": " + message);
        } catch (RuntimeException e) {
            message = "failed unexpectedly: " + e;
            voice.complain(node.name() + ": " + message);
        }
        Schedule.Result known = result;
        String text = message;
        events.add(() -> finished(schedule, order.node(), known, text));
    }

    private void finished(Schedule schedule, int number, Schedule.Result result, String message) {
        messages.put(number, message);
        schedule.ended(number, result, now());
        try {
            journal.done(nodes.get(number).name(), end(result), message);
        } catch (RollFailure e) {
            voice.complain(e.line());
            schedule.stop(e.line());
        }
    }

    private static NodeHistory.End end(Schedule.Result result) {
        return switch (result) {
            case NEW -> NodeHistory.End.UPDATED;
            case PREVIOUS -> NodeHistory.End.PREVIOUS;
            case UNKNOWN -> NodeHistory.End.LOST;
        };
    }

    private RedeployReport update(RollNode node, Order.Kind kind) {
        NodeHistory history = journal.node(node.name());
        boolean begun = history.isInDoubt();
        journal.begun(node.name(), kind);
        Version saved = history.saved();
        if (saved == null) {
            String identity = node.identity();
            saved = savings.keep(node);
            journal.saved(node.name(), saved, identity);
        }
        Work work = journal.work();
        if (work == null) {
            throw new IllegalStateException("a node before the roll");
        }
        // Each has its own: one that is past its last step takes no signal any more.
        Stop own = new Stop();
        stops.add(own);
        if (stop.requested()) {
            own.request();
        }
        try {
            return node.deploy(
                    Version.replacing(work.archive()), saved, begun, own, step -> journal.step(node.name(), step));
        } finally {
            stops.remove(own);
        }
    }

    private RedeployReport putBack(RollNode node, Order.Kind kind) {
        Version saved = journal.node(node.name()).saved();
        if (saved == null) {
            throw new RedeployFailure(RedeployCode.NOT_SAVED, node.name() + ": the version of before was not saved");
        }
        journal.begun(node.name(), kind);
        voice.say(node.name(), "the version of before is put back");
        // Who stops a way back stops it between two nodes.
        return node.deploy(saved, null, true, new Stop(), step -> journal.step(node.name(), step));
    }

    private static Schedule.Result result(Order.Kind kind, RedeployReport report) {
        if (report.outcome() == RedeployCode.DONE) {
            return kind == Order.Kind.UPDATE ? Schedule.Result.NEW : Schedule.Result.PREVIOUS;
        }
        boolean open = !report.drained()
                || (report.server() == State.SERVING
                        && (report.application() == null || report.application() == State.SERVING));
        boolean good = kind == Order.Kind.UPDATE
                && open
                && report.outcome() != RedeployCode.NO_GOOD_VERSION
                && report.outcome() != RedeployCode.NOT_OPENED;
        return good ? Schedule.Result.PREVIOUS : Schedule.Result.UNKNOWN;
    }

    private RollReport ended(Mode mode, Schedule schedule) {
        RollCode code = outcome(mode, schedule);
        String message = message(code, schedule);
        if (code == RollCode.DONE || code == RollCode.ROLLED_BACK) {
            journal.end(code);
            savings.delete();
        }
        if (code == RollCode.DONE) {
            voice.say(message);
        } else {
            voice.complain(message);
        }
        List<RollReport.NodeReport> reports = new ArrayList<>();
        for (int number = 0; number < nodes.size(); number++) {
            reports.add(new RollReport.NodeReport(
                    nodes.get(number).name(), schedule.stage(number).name(), messages.getOrDefault(number, "")));
        }
        return report(code, message, reports);
    }

    private RollCode outcome(Mode mode, Schedule schedule) {
        int updated = schedule.count(Stage.UPDATED) + schedule.count(Stage.SETTLING);
        if (!lost(schedule).isEmpty()) {
            return RollCode.NOT_GOOD;
        }
        if (stop.requested()) {
            return RollCode.STOPPED;
        }
        if (mode == Mode.ROLL_BACK) {
            return updated == 0 ? RollCode.DONE : RollCode.MIXED;
        }
        boolean whole =
                schedule.reason().isEmpty() && schedule.count(Stage.FAILED) + schedule.count(Stage.WAITING) == 0;
        if (whole) {
            return RollCode.DONE;
        }
        return updated == 0 ? RollCode.ROLLED_BACK : RollCode.MIXED;
    }

    private String message(RollCode code, Schedule schedule) {
        String counts = "the new version is on %d of %s"
                .formatted(schedule.count(Stage.UPDATED) + schedule.count(Stage.SETTLING), Count.nodes(nodes.size()));
        String skipped = schedule.count(Stage.SKIPPED) == 0
                ? ""
                : ", %d could not be reached".formatted(schedule.count(Stage.SKIPPED));
        String why = schedule.reason().isEmpty() ? "" : schedule.reason() + "; ";
        String lost = code == RollCode.NOT_GOOD ? "; not known to serve: " + lost(schedule) : "";
        boolean open = code != RollCode.DONE && code != RollCode.ROLLED_BACK;
        return why + counts + skipped + lost + (open ? "; --resume goes on, --roll-back puts back" : "");
    }

    private String lost(Schedule schedule) {
        List<String> names = new ArrayList<>();
        for (int number = 0; number < nodes.size(); number++) {
            if (schedule.isInDoubt(number) && schedule.stage(number) != Stage.SKIPPED) {
                names.add(nodes.get(number).name());
            }
        }
        return String.join(", ", names);
    }

    private void release(Leases leases, ExecutorService threads) {
        List<Callable<Boolean>> releases = new ArrayList<>();
        for (RollNode node : nodes) {
            releases.add(() -> {
                leases.release(node);
                return true;
            });
        }
        try {
            List<Future<Boolean>> unused = threads.invokeAll(releases, 20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
