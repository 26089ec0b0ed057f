package io.github.slackwater.cli.redeploy;

import io.github.slackwater.core.DrainReport;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of a run that failed: the previous version is put back, and the server is left open, or clearly closed. */
final class Rollback {

    private final RedeployPlan plan;
    private final Redeploy.Surroundings around;
    private final Journal journal;
    private final Probe probe;
    private final Progress progress;
    private final Workspace workspace;
    private final Opening opening;
    private @Nullable Path kept;

    /** What is there was not stopped, and cannot answer only because it is closed. */
    private boolean untouched;

    Rollback(
            RedeployPlan plan,
            Redeploy.Surroundings around,
            Journal journal,
            Probe probe,
            Progress progress,
            Workspace workspace) {
        this.plan = plan;
        this.around = around;
        this.journal = journal;
        this.probe = probe;
        this.progress = progress;
        this.workspace = workspace;
        this.opening = new Opening(around.gates(), progress);
    }

    /** Does it, and tells whether a version is there that is known to be good. */
    boolean isGood() {
        boolean good = !progress.deploying || isPutBack();
        settle();
        if (untouched && plan.failing().onFailure() == RedeployPlan.OnFailure.SERVE) {
            good = answersAsBefore();
        }
        return good;
    }

    /** Where the previous version stays for whoever needs it; null where nobody does. */
    @Nullable
    Path kept() {
        return kept;
    }

    private boolean isPutBack() {
        journal.step("put back");
        try {
            String found = around.administration().identity();
            if (!found.isEmpty() && found.equals(progress.identity)) {
                journal.say(plan.name() + " is still the previous version");
                if (opening.applicationIsClosed()) {
                    untouched = true;
                    return true;
                }
            } else if (!deployPrevious()) {
                return false;
            }
        } catch (RedeployFailure e) {
            journal.complain("the previous version could not be deployed: " + e.line(), e.details());
            keep();
            return false;
        }
        return answersAsBefore();
    }

    private boolean deployPrevious() {
        Path previous = progress.previous;
        if (previous == null) {
            journal.say("--no-rollback: %s stays as it is".formatted(plan.name()));
            return false;
        }
        if (progress.drains
                && plan.closing().scope() == RedeployPlan.Scope.APPLICATION
                && plan.closing().keepOthersReady()) {
            closeAgain();
        }
        journal.say("deploying the previous version again");
        around.administration().putBack(previous, progress.properties);
        return true;
    }

    /** The new version has come up open. That it cannot be closed is no reason to leave it there. */
    private void closeAgain() {
        try {
            DrainReport report =
                    around.gates().drain(progress.application, plan.closing().drainTimeoutSeconds(), new Stop());
            journal.say(report.message());
        } catch (RedeployFailure e) {
            journal.complain(e.line(), e.details());
        }
    }

    private boolean answersAsBefore() {
        Probe.Answer answer = probe.await(plan.expected().asBefore(progress.statusBefore));
        if (!answer.good()) {
            journal.complain("the previous version does not answer as before: " + answer.text(), List.of());
            keep();
            return false;
        }
        journal.say("the previous version is there: " + answer.text());
        return true;
    }

    private void keep() {
        Path previous = progress.previous;
        if (previous != null) {
            workspace.keep();
            kept = previous;
            journal.complain("the previous version is in " + previous, List.of());
        }
    }

    private void settle() {
        journal.step("settle");
        boolean serve = plan.failing().onFailure() == RedeployPlan.OnFailure.SERVE;
        try {
            if (!serve) {
                opening.close(plan.closing(), new Stop());
            } else if (!opening.open()) {
                journal.complain("could not be opened again", List.of());
            }
        } catch (RedeployFailure e) {
            progress.states = null;
            journal.complain("could not be %s: %s".formatted(serve ? "opened again" : "closed", e.line()), e.details());
        }
        opening.say(journal);
    }
}
