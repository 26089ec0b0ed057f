package io.github.slackwater.cli.rolling;

import io.github.slackwater.cli.redeploy.Stop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
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
    private final NodeWork work;
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
        this.work = new NodeWork(journal, savings, voice, stop);
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
        ExecutorService lookers = lookers(nodes.size());
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

    private List<Stage> prepare(Mode mode, Leases leases, ExecutorService lookers) throws InterruptedException {
        try {
            return new Preparation(nodes, journal, rules, voice, leases).run(mode, lookers);
        } catch (RollFailure e) {
            if (mode == Mode.START) {
                end(e.code());
            }
            throw e;
        }
    }

    /** A thread that does not keep the process. */
    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static ExecutorService lookers(int nodes) {
        return Executors.newFixedThreadPool(Math.min(MOST_LOOKERS, nodes), task -> daemon(task, "slackwater-look"));
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
        ExecutorService lookers = lookers(nodes.size());
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
                RollFailure failure = RollFailure.of(e, name);
                voice.complain(failure.line());
                reports.add(new RollReport.NodeReport(name, Stage.LOST.name(), failure.line()));
                message = code == RollCode.DONE ? failure.line() : message;
                code = code == RollCode.DONE ? failure.code() : code;
            }
        }
        voice.say("dry run: nothing has been changed");
        return RollReport.of(code, message, reports, "", began);
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
                work.stop();
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
        NodeWork.Done done = work.on(nodes.get(order.node()), order.kind());
        events.add(() -> finished(schedule, order.node(), done));
    }

    private void finished(Schedule schedule, int number, NodeWork.Done done) {
        messages.put(number, done.message());
        schedule.ended(number, done.result(), now());
        try {
            journal.done(nodes.get(number).name(), end(done.result()), done.message());
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

    private RollReport ended(Mode mode, Schedule schedule) {
        Ending ending = new Ending(nodes, schedule, mode, stop.requested());
        if (ending.isComplete()) {
            end(ending.code());
        }
        if (ending.code() == RollCode.DONE) {
            voice.say(ending.message());
        } else {
            voice.complain(ending.message());
        }
        List<RollReport.NodeReport> reports = new ArrayList<>();
        for (int number = 0; number < nodes.size(); number++) {
            reports.add(new RollReport.NodeReport(
                    nodes.get(number).name(), schedule.stage(number).name(), messages.getOrDefault(number, "")));
        }
        return RollReport.of(
                ending.code(), ending.message(), reports, journal.file().toString(), beganNanos);
    }

    private void end(RollCode code) {
        journal.end(code);
        savings.delete();
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
