package io.github.slackwater.cli;

import io.github.slackwater.cli.balancer.BalancerReport;
import io.github.slackwater.cli.balancer.Hold;
import io.github.slackwater.cli.balancer.Verdict;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** What {@code balancer-check} has found, for people. */
final class BalancerText {

    private BalancerText() {}

    /** Lines that end with a line feed. */
    static String of(BalancerReport report, Ansi ansi) {
        StringBuilder text = new StringBuilder();
        if (report.afterMillis() > 0) {
            line(
                    text,
                    "after",
                    "%d requests in %s".formatted(report.requestsAfter(), Text.duration(report.afterMillis())));
        }
        Hold hold = report.hold();
        line(
                text,
                "settings",
                "lame-duck.min-seconds %d, quiet-seconds %d, max-seconds %d; timeout %d s"
                        .formatted(hold.minSeconds(), hold.quietSeconds(), hold.maxSeconds(), hold.timeoutSeconds()));
        Style style = report.verdict() == Verdict.LOOKED_AWAY ? Style.fg_green : Style.fg_yellow;
        text.append('\n')
                .append(Text.paint(report.verdict().name(), style, ansi))
                .append("  ")
                .append(Text.harmless(report.name() + ": " + report.message()))
                .append('\n');
        for (String advice : report.advice()) {
            text.append("  - ").append(Text.harmless(advice)).append('\n');
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append("%-10s %s%n".formatted(label, value));
    }
}
