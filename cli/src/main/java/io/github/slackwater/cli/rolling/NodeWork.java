package io.github.slackwater.cli.rolling;

import io.github.slackwater.cli.redeploy.RedeployCode;
import io.github.slackwater.cli.redeploy.RedeployFailure;
import io.github.slackwater.cli.redeploy.RedeployReport;
import io.github.slackwater.cli.redeploy.Stop;
import io.github.slackwater.core.State;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The work on one node after the other, with each step in the journal before it is done. For the threads that work. */
final class NodeWork {

    private final RollJournal journal;
    private final Savings savings;
    private final Voice voice;
    private final Stop stop;
    private final Set<Stop> stops = ConcurrentHashMap.newKeySet();

    /**
     * What came of it.
     *
     * @param result what the node has now
     * @param message in words
     */
    record Done(Schedule.Result result, String message) {}

    /** @param stop of the whole roll */
    NodeWork(RollJournal journal, Savings savings, Voice voice, Stop stop) {
        this.journal = journal;
        this.savings = savings;
        this.voice = voice;
        this.stop = stop;
    }

    /** The roll is to stop: so is whatever is done on a node. */
    void stop() {
        stops.forEach(Stop::request);
    }

    /** Does what was ordered; blocks until it is done. */
    Done on(RollNode node, Order.Kind kind) {
        try {
            RedeployReport report = kind == Order.Kind.UPDATE ? update(node, kind) : putBack(node, kind);
            return new Done(result(kind, report), report.message());
        } catch (RedeployFailure e) {
            // Only what comes before the deployment throws.
            voice.complain(node.name() + ": " + e.line());
            boolean changed = journal.node(node.name()).isChanged();
            return new Done(changed ? Schedule.Result.UNKNOWN : Schedule.Result.PREVIOUS, e.line());
        } catch (RuntimeException e) {
            String message = "failed unexpectedly: " + e;
            voice.complain(node.name() + ": " + message);
            return new Done(Schedule.Result.UNKNOWN, message);
        }
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
}
