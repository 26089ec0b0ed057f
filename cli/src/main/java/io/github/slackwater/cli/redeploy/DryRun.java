package io.github.slackwater.cli.redeploy;

import java.nio.file.Path;

/** Says what the steps after the check would do. */
final class DryRun {

    private final RedeployPlan plan;
    private final Administration administration;
    private final Journal journal;
    private final Progress progress;

    DryRun(RedeployPlan plan, Administration administration, Journal journal, Progress progress) {
        this.plan = plan;
        this.administration = administration;
        this.journal = journal;
        this.progress = progress;
    }

    void tell() {
        say("save", save());
        say("drain", drain());
        say("hide", hide());
        say("redeploy", administration.describeDeploy(plan.archive()));
        say(
                "verify",
                "GET until within %d s: %s"
                        .formatted(
                                plan.expected().timeout().toSeconds(),
                                plan.expected().match()));
        say("resume", progress.drains ? "open the server and the application" : "nothing: nothing was closed");
        journal.step("dry run");
        journal.say("nothing has been changed; if a step fails: %s, then --on-failure %s"
                .formatted(
                        plan.failing().rollback() ? "the previous version is put back and verified" : "--no-rollback",
                        plan.failing().onFailure()));
    }

    private void say(String step, String text) {
        journal.step(step);
        journal.say(text);
    }

    private String save() {
        Path previous = plan.failing().previous();
        if (!plan.failing().rollback()) {
            return "nothing: --no-rollback";
        }
        return previous == null ? administration.describeSave() : "nothing: the version to put back is " + previous;
    }

    private String drain() {
        RedeployPlan.Closing closing = plan.closing();
        if (!progress.drains) {
            return "nothing: "
                    + (closing.drain() == RedeployPlan.Drain.NEVER
                            ? "--drain never"
                            : "the server gate drains and parks");
        }
        return "drain %s, at most %d s, stragglers: %s"
                .formatted(
                        closing.scope() == RedeployPlan.Scope.SERVER
                                ? "the server"
                                : "application " + progress.application,
                        closing.drainTimeoutSeconds(),
                        closing.stragglers());
    }

    private String hide() {
        boolean hides = progress.drains
                && plan.closing().scope() == RedeployPlan.Scope.APPLICATION
                && !plan.closing().keepOthersReady();
        return hides ? "the server says that it is not ready" : "nothing";
    }
}
