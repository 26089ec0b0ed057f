package io.github.slackwater.cli.rolling;

import io.github.slackwater.cli.redeploy.RedeployCode;
import io.github.slackwater.cli.redeploy.RedeployFailure;
import io.github.slackwater.cli.redeploy.RedeployReport;
import io.github.slackwater.cli.redeploy.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What comes before a roll: every lease is taken, every node is looked at, and what a run that was killed has left is healed. For
 * the threads that look.
 */
final class Preparation {

    private final List<RollNode> nodes;
    private final RollJournal journal;
    private final Rules rules;
    private final Voice voice;
    private final Leases leases;

    Preparation(List<RollNode> nodes, RollJournal journal, Rules rules, Voice voice, Leases leases) {
        this.nodes = nodes;
        this.journal = journal;
        this.rules = rules;
        this.voice = voice;
        this.leases = leases;
    }

    /**
     * Does it.
     *
     * @return the stages in which the roll begins
     * @throws RollFailure with the best of all reasons, after every node was looked at
     */
    List<Stage> run(Roll.Mode mode, ExecutorService threads) throws InterruptedException {
        List<Callable<Stage>> looks = new ArrayList<>();
        for (RollNode node : nodes) {
            looks.add(() -> prepare(mode, node));
        }
        List<Stage> stages = new ArrayList<>();
        @Nullable RollFailure failure = null;
        List<Future<Stage>> answers = threads.invokeAll(looks);
        for (int number = 0; number < nodes.size(); number++) {
            try {
                stages.add(answers.get(number).get());
            } catch (ExecutionException e) {
                RollFailure thrown = RollFailure.of(e, nodes.get(number).name());
                // Who is at work is the best of all reasons.
                failure = failure == null || thrown.code() == RollCode.BUSY ? thrown : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        voice.say("%s, at most %d away at once%s"
                .formatted(
                        Count.nodes(nodes.size()),
                        rules.mostUnavailable(),
                        mode == Roll.Mode.START ? "" : "; going on from " + journal.file()));
        return stages;
    }

    private Stage prepare(Roll.Mode mode, RollNode node) {
        NodeHistory history = journal.node(node.name());
        try {
            leases.take(node);
            if (!history.isInDoubt() && history.end() != NodeHistory.End.UPDATED) {
                voice.say(node.name(), node.check());
                return Stage.WAITING;
            }
            node.forget(journal.pids());
            return mode == Roll.Mode.ROLL_BACK ? changedStage(node, history) : foundStage(node, history);
        } catch (RedeployFailure e) {
            if (e.code() == RedeployCode.NO_CONNECTION
                    && rules.unreachable() == FleetFile.Unreachable.SKIP
                    && history.end() != NodeHistory.End.UPDATED) {
                voice.complain(node.name() + ": " + e.line());
                return Stage.WAITING;
            }
            throw new RollFailure(RollCode.of(e.code()), node.name() + ": " + e.line(), e);
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
}
