package io.github.slackwater.cli;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.Outcome;
import picocli.CommandLine.Help.Ansi;

/** The end of a drain for people, and its exit code. */
final class DrainResult {

    private final DrainReport report;
    private final TargetOptions target;

    DrainResult(DrainReport report, TargetOptions target) {
        this.report = report;
        this.target = target;
    }

    ExitCode exitCode() {
        return switch (report.outcome()) {
            case DRAINED, IN_PROGRESS -> ExitCode.DONE;
            case TIMED_OUT -> ExitCode.TIMED_OUT;
            case CANCELLED -> ExitCode.CANCELLED;
        };
    }

    /** The server's own sentence with the number of the drain. */
    String sentence() {
        return "drain %d %s".formatted(report.drain(), Text.harmless(report.message()));
    }

    /** The sentence, the stragglers and what to do next; each line ends with a line feed. */
    String text(Ansi ansi) {
        StringBuilder text = new StringBuilder();
        text.append(Text.state(report.state(), "%-9s".formatted(report.state()), ansi))
                .append(' ')
                .append(sentence())
                .append('\n');
        if (report.outcome() == Outcome.TIMED_OUT) {
            text.append('\n').append(RequestTable.of(report.stragglers(), ansi)).append("\nNext:\n");
            text.append(NextSteps.of(
                    target,
                    "requests --stacks",
                    "what they are doing",
                    "drain",
                    "wait longer",
                    "interrupt --stragglers",
                    "interrupt them",
                    "resume",
                    "open again"));
        } else if (report.outcome() == Outcome.IN_PROGRESS) {
            text.append("Next:\n").append(NextSteps.of(target, "status", "follow it", "resume", "open again"));
        }
        return text.toString();
    }
}
