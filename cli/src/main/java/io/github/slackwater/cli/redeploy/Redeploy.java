package io.github.slackwater.cli.redeploy;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.Lease;
import io.github.slackwater.core.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run: its seven steps, and what follows if one of them fails. For one thread, and once. */
public final class Redeploy {

    private static final List<String> STEPS = List.of("check", "save", "drain", "hide", "redeploy", "verify", "resume");

    private final RedeployPlan plan;
    private final Surroundings around;
    private final Journal journal;
    private final Stop stop;
    private final Probe probe;
    private final Progress progress = new Progress();
    private final long beganNanos = System.nanoTime();
    private @Nullable RedeployFailure failure;

    /**
     * What a run works with.
     *
     * @param administration deploys
     * @param gates close and open
     * @param web asks the application
     * @param temporary where temporary files and locks go
     */
    public record Surroundings(Administration administration, Gates gates, Web web, Path temporary) {}

    /** A run that has not begun. */
    public Redeploy(RedeployPlan plan, Surroundings around, Journal journal, Stop stop) {
        this.plan = plan;
        this.around = around;
        this.journal = journal;
        this.stop = stop;
        this.probe = new Probe(around.web(), stop);
    }

    /**
     * Takes away the lock that a run has left on a server when it was killed.
     *
     * @param pids the processes that it may have been; one that still lives keeps its lock
     */
    public static void forget(Surroundings around, Set<Long> pids) {
        RunLock.forget(around.temporary(), around.administration().key(), pids);
    }

    /** What the run has failed with; for {@code --verbose}. */
    public Optional<RedeployFailure> failure() {
        return Optional.ofNullable(failure);
    }

    /** Does it all. What fails is in the report, and has been told to the journal. */
    @SuppressWarnings("try") // The lock is there, and that is all.
    public RedeployReport run() {
        try (RunLock lock =
                        RunLock.take(around.temporary(), around.administration().key());
                Workspace workspace = new Workspace(around.temporary())) {
            return run(workspace);
        } catch (RedeployFailure e) {
            failure = e;
            journal.complain(e.line(), e.details());
            return report(e.code(), e.line(), e.details(), null, null);
        }
    }

    private RedeployReport run(Workspace workspace) {
        try {
            check();
            save(workspace);
            drain();
            hide();
            redeploy();
            verify();
            resume();
        } catch (RedeployFailure e) {
            return failed(e, workspace);
        } catch (RuntimeException e) {
            // A defect of this program: no step of it ends so.
            return failed(new RedeployFailure(RedeployCode.FAILED, "failed unexpectedly: " + e, e), workspace);
        }
        journal.step("done");
        String message = "%s serves the new version, after %d s"
                .formatted(plan.name(), elapsed().toSeconds());
        journal.say(message);
        return report(RedeployCode.DONE, message, List.of(), null, null);
    }

    private void begin(String step) {
        journal.step(step);
        if (stop.endsTheWait()) {
            throw new RedeployFailure(RedeployCode.STOPPED, "");
        }
    }

    /** Looks at everything, and decides what is drained. Changes nothing. */
    void check() {
        begin("check");
        expectNobodyElseAtWork();
        String application = around.administration().check();
        if (plan.closing().application() != null) {
            application = plan.closing().application();
        }
        progress.identity = around.administration().identity();
        progress.properties = around.administration().properties();
        Gates.States states = around.gates().states(application);
        progress.states = states;
        expectServing("the server", states.server());
        if (states.application() != null) {
            progress.application = application;
            expectServing("application " + application, states.application());
        }
        progress.drains = plan.closing().drains(states.gated());
        if (progress.application == null) {
            notCovered(application);
        }
        progress.statusBefore = probe.status(plan.expected());
        journal.say("%s is deployed and %s; %s answers %s"
                .formatted(
                        plan.name(),
                        states.application() == null
                                ? "not covered"
                                : states.application().name(),
                        plan.expected().url(),
                        progress.statusBefore == Probe.NONE ? "nothing" : String.valueOf(progress.statusBefore)));
    }

    private void expectNobodyElseAtWork() {
        RedeployPlan.Others others = plan.closing().others();
        if (others == RedeployPlan.Others.ARE_US) {
            return;
        }
        Lease lease = around.gates().lease();
        if (lease.holder().isEmpty()) {
            return;
        }
        if (others == RedeployPlan.Others.RESPECT) {
            throw new RedeployFailure(
                    RedeployCode.BUSY,
                    "%s is at work on this server (the lease ends by itself after %d s without news; --ignore-lease goes on)"
                            .formatted(lease.holder(), lease.remainingSeconds()));
        }
        journal.say("%s is at work on this server: --ignore-lease".formatted(lease.holder()));
    }

    private void expectServing(String what, State state) {
        if (state == State.SERVING) {
            return;
        }
        if (!plan.closing().join()) {
            throw new RedeployFailure(
                    RedeployCode.NOT_SERVING,
                    "%s is %s (expected SERVING; --join goes on from there, and opens at the end)"
                            .formatted(what, state));
        }
        journal.say("%s is %s: going on from there".formatted(what, state));
    }

    private void notCovered(@Nullable String application) {
        if (progress.drains && plan.closing().scope() == RedeployPlan.Scope.APPLICATION) {
            if (application == null) {
                throw RedeployFailure.usage(
                        "%s: its context path is not known (expected --application NAME, or --scope server)"
                                .formatted(plan.name()));
            }
            throw new RedeployFailure(
                    RedeployCode.NOT_DEPLOYED,
                    "Slackwater does not know the application %s (expected one that it covers)".formatted(application));
        }
        journal.say("Slackwater does not cover %s: its requests in flight are not waited for"
                .formatted(application == null ? plan.name() : application));
    }

    private void save(Workspace workspace) {
        begin("save");
        Path previous = plan.failing().previous();
        if (!plan.failing().rollback()) {
            journal.say("--no-rollback: nothing is saved");
        } else if (previous != null) {
            progress.previous = previous;
            journal.say("the version to put back is " + previous);
        } else {
            Path saved = around.administration().save(workspace.folder());
            progress.previous = saved;
            journal.say("the deployed version is saved, %d bytes"
                    .formatted(saved.toFile().length()));
        }
    }

    private void drain() {
        begin("drain");
        if (!progress.drains) {
            journal.say(
                    plan.closing().drain() == RedeployPlan.Drain.NEVER
                            ? "--drain never: left to the redeploy of the server"
                            : progress.application
                                    + " stands behind a server gate: the redeploy itself drains it, and parks what arrives");
            return;
        }
        int seconds = plan.closing().drainTimeoutSeconds();
        journal.say("draining %s, at most %d s".formatted(target(), seconds));
        progress.closed = true;
        DrainReport report = around.gates().drain(closedApplication(), seconds, stop);
        switch (report.outcome()) {
            case DRAINED -> journal.say(report.message());
            case TIMED_OUT -> timedOut(report);
            case CANCELLED -> throw new RedeployFailure(RedeployCode.CANCELLED, "somebody has resumed");
            case IN_PROGRESS -> throw new RedeployFailure(RedeployCode.FAILED, "the drain did not end");
        }
    }

    private void timedOut(DrainReport report) {
        String message = "requests are still in flight after %d s".formatted(report.timeoutSeconds());
        if (plan.closing().stragglers() == RedeployPlan.Stragglers.FAIL) {
            throw new RedeployFailure(
                    RedeployCode.TIMED_OUT,
                    message,
                    report.stragglers().stream()
                            .map(request -> "%s %s".formatted(request.method(), request.path()))
                            .toList(),
                    null);
        }
        journal.say(message + ": --stragglers cut");
    }

    private String target() {
        return plan.closing().scope() == RedeployPlan.Scope.SERVER
                ? "the server"
                : "application " + progress.application;
    }

    /** Null for the server. */
    private @Nullable String closedApplication() {
        return plan.closing().scope() == RedeployPlan.Scope.SERVER ? null : progress.application;
    }

    private void hide() {
        begin("hide");
        if (!progress.drains) {
            journal.say("nothing is hidden: the new version serves as soon as it is there");
        } else if (plan.closing().scope() == RedeployPlan.Scope.SERVER) {
            journal.say("the server is drained: a new application comes up unseen");
        } else if (plan.closing().keepOthersReady()) {
            journal.say("--keep-others-ready: the new version serves as soon as it is there");
        } else {
            around.gates().lameDuck();
            journal.say("the server says that it is not ready, and serves on");
        }
    }

    private void redeploy() {
        begin("redeploy");
        journal.say("deploying " + plan.archive());
        progress.deploying = true;
        around.administration().deploy(plan.archive());
    }

    private void verify() {
        begin("verify");
        Probe.Answer answer = probe.await(plan.expected());
        if (!answer.good()) {
            throw new RedeployFailure(RedeployCode.WRONG_ANSWER, answer.text());
        }
        journal.say(answer.text());
    }

    private void resume() {
        begin("resume");
        // From here on the new version is the good one: a signal comes too late.
        stop.putInOrder();
        progress.deploying = false;
        progress.verified = true;
        Opening opening = new Opening(around.gates(), progress);
        boolean open;
        try {
            open = opening.open();
        } catch (RedeployFailure e) {
            throw new RedeployFailure(
                    RedeployCode.NOT_OPENED, "the new version is verified, but could not be opened: " + e.line(), e);
        }
        if (!open) {
            throw new RedeployFailure(RedeployCode.NOT_OPENED, "the new version is verified, but could not be opened");
        }
    }

    private RedeployReport failed(RedeployFailure thrown, Workspace workspace) {
        failure = thrown;
        boolean stopped = stop.requested() && !progress.verified;
        stop.putInOrder();
        String step = journal.step();
        String message = "step %d/%d, %s, failed: %s"
                .formatted(
                        STEPS.indexOf(step) + 1, STEPS.size(), step, stopped ? "stopped by a signal" : thrown.line());
        List<String> details = stopped ? List.of() : thrown.details();
        journal.complain(message, details);
        RedeployCode code = stopped ? RedeployCode.STOPPED : thrown.code();
        Path kept = null;
        if (progress.verified) {
            new Opening(around.gates(), progress).say(journal);
        } else if (!progress.closed && !progress.deploying) {
            journal.say("nothing has been changed");
        } else {
            Rollback rollback = new Rollback(plan, around, journal, probe, progress, workspace);
            if (!rollback.isGood()) {
                code = RedeployCode.NO_GOOD_VERSION;
            }
            kept = rollback.kept();
            journal.say("exit code %d".formatted(code.number()));
        }
        return report(code, message, details, step, kept);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - beganNanos);
    }

    private RedeployReport report(
            RedeployCode code, String message, List<String> details, @Nullable String step, @Nullable Path kept) {
        Gates.States states = progress.states;
        return new RedeployReport(
                code,
                code.number(),
                message,
                details,
                step,
                plan.name(),
                plan.archive().toString(),
                progress.drains,
                states == null ? null : states.server(),
                states == null ? null : states.application(),
                kept == null ? null : kept.toString(),
                elapsed().toMillis(),
                journal.entries());
    }

    /**
     * Says what a run would do. Looks at the server to know, and changes nothing.
     *
     * @return a report with no step done but the first
     */
    public RedeployReport dryRun() {
        try {
            check();
        } catch (RedeployFailure e) {
            failure = e;
            String message = "step 1/%d, check, failed: %s".formatted(STEPS.size(), e.line());
            journal.complain(message, e.details());
            return report(e.code(), message, e.details(), "check", null);
        }
        new DryRun(plan, around.administration(), journal, progress).tell();
        return report(RedeployCode.DONE, "dry run: nothing has been changed", List.of(), null, null);
    }
}
