package io.github.slackwater.cli;

import io.github.slackwater.cli.balancer.Announcement;
import io.github.slackwater.cli.balancer.BalancerCheck;
import io.github.slackwater.cli.balancer.BalancerReport;
import io.github.slackwater.core.ApplicationStatus;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.State;
import io.github.slackwater.core.Status;
import java.time.Duration;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slackwater balancer-check}. */
@Command(
        name = "balancer-check",
        description = {
            "Finds out whether the load balancer looks away when this node announces a drain.",
            "",
            "Counts the requests that come, announces (not ready, every request still admitted), waits until none "
                    + "comes any more, and resumes. Says how long that took, whether a drain with the settings in force "
                    + "holds as long, and which setting to change. Loses nothing; but another node has to be there "
                    + "that takes the traffic.",
            "",
            "With --drain it closes too, with the settings in force: requests that still come are refused with 503, "
                    + "or parked.",
            "",
            "Needs traffic: without it nothing is announced and nothing told. Whatever counts as a request counts, "
                    + "whoever sends it; readiness, health and other exempt paths do not. It resumes what it has "
                    + "announced itself, also after Ctrl-C and after a failure, and refuses where a drain is under way. "
                    + "A drain that somebody begins in the middle of it is cancelled by that resume, unless the gate "
                    + "has closed."
        },
        footer = {
            "",
            "Examples:",
            "  slackwater balancer-check --jmx node1:8686 --user admin",
            "  slackwater balancer-check --application shop --timeout 30 --json",
            "  slackwater balancer-check --drain --timeout 30"
        })
final class BalancerCheckCommand extends RemoteCommand {

    private static final int HOUR = 3_600;

    @Option(names = "--drain", order = 1, description = "Drain, instead of announcing only.")
    private boolean drain;

    @Option(
            names = {"-t", "--timeout"},
            order = 2,
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "The timeout of your drains, 1..86400 (default: ${DEFAULT-VALUE}): the announcement takes "
                    + "half of it at the most.")
    private int timeoutSeconds;

    @Option(
            names = "--before",
            order = 3,
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "So long the requests are counted first, 1..3600 (default: ${DEFAULT-VALUE}).")
    private int beforeSeconds;

    @Option(
            names = "--wait",
            order = 4,
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "So long their end is waited for, 4..3600 (default: ${DEFAULT-VALUE}).")
    private int waitSeconds;

    private volatile boolean interrupted;

    BalancerCheckCommand(Environment environment) {
        super(environment);
    }

    @Override
    void validate() {
        check("--timeout", timeoutSeconds, 1, LifecycleMXBean.MAX_TIMEOUT_SECONDS);
        check("--before", beforeSeconds, 1, HOUR);
        check("--wait", waitSeconds, 4, HOUR);
    }

    private static void check(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new CommandFailure(ExitCode.USAGE, "%s: %d (expected %d..%d)".formatted(option, value, min, max));
        }
    }

    @Override
    ExitCode run(Session session) {
        LifecycleMXBean lifecycle = session.lifecycle();
        serving(session, lifecycle.status());
        Announcement announcement = new Announcement(
                lifecycle, () -> Session.open(target(), environment()).lifecycle(), drain ? timeoutSeconds : 0);
        OnSignal signal = new OnSignal(() -> interrupted(announcement));
        try {
            BalancerReport report = report(lifecycle, announcement);
            if (interrupted) {
                return ExitCode.INTERRUPTED;
            }
            out().print(json() ? Json.of(report) + "\n" : BalancerText.of(report, ansi()));
            out().flush();
            return exitCode(report);
        } finally {
            signal.close();
        }
    }

    /** A server or application that is not serving, or a part of it, is somebody's drain: the resume would end that. */
    private void serving(Session session, Status status) {
        refuseUnlessServing(status.name(), status.state());
        for (ApplicationStatus application : status.applications()) {
            refuseUnlessServing(application.name(), application.state());
        }
        session.server().ifPresent(server -> refuseUnlessServing("server", server.getState()));
    }

    private static void refuseUnlessServing(String name, State state) {
        if (state != State.SERVING) {
            throw new CommandFailure(
                    ExitCode.BUSY,
                    "%s: %s (expected SERVING: a drain is under way, and nothing was changed)"
                            .formatted(Text.harmless(name), state));
        }
    }

    private BalancerReport report(LifecycleMXBean lifecycle, Announcement announcement) {
        BalancerCheck check = new BalancerCheck(
                lifecycle,
                new BalancerCheck.Plan(
                        Duration.ofSeconds(beforeSeconds), Duration.ofSeconds(waitSeconds), timeoutSeconds),
                announcement,
                new Progress());
        try {
            return check.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted", e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        } finally {
            takeBack(announcement);
        }
    }

    private void takeBack(Announcement announcement) {
        try {
            if (announcement.end() == Announcement.End.RESUMED) {
                say("resumed", "every request is admitted, and it is ready again");
            }
        } catch (CommandFailure e) {
            throw new CommandFailure(
                    e.exitCode(),
                    "%s; it could not be resumed (try again with: %s)"
                            .formatted(e.line(), target().commandLine("resume")),
                    e);
        }
    }

    /** On Ctrl-C and SIGTERM. */
    private void interrupted(Announcement announcement) {
        interrupted = true;
        try {
            environment()
                    .err()
                    .println("%n%s: interrupted; %s"
                            .formatted(
                                    Slackwater.NAME,
                                    switch (announcement.end()) {
                                        case NOTHING -> "nothing was announced";
                                        case RESUMED -> "resumed";
                                        case RESUMED_BY_OTHERS -> "it had been resumed";
                                        case DRAINED_BY_OTHERS -> "left to the one who drains it";
                                    }));
        } catch (CommandFailure e) {
            environment()
                    .err()
                    .println("%n%s: interrupted, and it could not be resumed: %s".formatted(Slackwater.NAME, e.line()));
            environment().err().print(NextSteps.of(target(), "resume", "try again"));
            environment().err().flush();
        }
    }

    private static ExitCode exitCode(BalancerReport report) {
        return switch (report.verdict()) {
            case LOOKED_AWAY -> ExitCode.DONE;
            case LOOKED_AWAY_TOO_LATE, LOOKED_AWAY_IN_PART, DID_NOT_LOOK_AWAY -> ExitCode.NOT_AWAY;
            case TOO_LITTLE_TRAFFIC -> ExitCode.CANNOT_TELL;
            case CUT_SHORT -> ExitCode.BUSY;
        };
    }

    private void say(String step, String text) {
        if (!json() && !interrupted) {
            out().println("%-10s %s".formatted(step, text));
        }
    }

    @Override
    public Set<ExitCode> exitCodes() {
        Set<ExitCode> codes = super.exitCodes();
        codes.addAll(Set.of(ExitCode.BUSY, ExitCode.NOT_AWAY, ExitCode.CANNOT_TELL, ExitCode.INTERRUPTED));
        return codes;
    }

    private final class Progress implements BalancerCheck.Progress {
        @Override
        public void counted(long requests, Duration within) {
            say("before", "%d requests in %s".formatted(requests, Text.duration(within.toMillis())));
        }

        @Override
        public void announced() {
            say("announced", "not ready; waiting for the requests to end, %d s at the most".formatted(waitSeconds));
        }
    }
}
