package io.github.slackwater.cli.demo;

import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.LoadReport.Counts;
import io.github.slackwater.rig.LoadReport.Latency;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The figures of both parts, side by side, and what they come to. Immutable.
 *
 * @param change {@code redeploy} or {@code restart}
 * @param plain without Slackwater
 * @param drained with it
 * @param late the requests that were sent to the closed gate; they are no part of {@code drained}
 */
record Comparison(String change, LoadReport plain, LoadReport drained, List<Answer> late) {
    private static final String ROW = "%-15s%7s%7s%8s%7s   %7s%7s%8s%7s";
    private static final String WIDE_ROW = "%-15s%29s   %29s";

    /** One row's four figures. */
    private record Cells(long sent, long ok, long refused, long failed) {
        static Cells of(Counts counts) {
            return new Cells(counts.sent(), counts.ok(), counts.refused(), counts.failed());
        }

        static Cells of(LoadReport report) {
            return new Cells(report.sent(), report.ok(), report.refused(), report.failed());
        }

        static Cells of(List<Answer> answers) {
            return new Cells(
                    answers.size(),
                    count(answers, Verdict.OK),
                    count(answers, Verdict.REFUSED),
                    count(answers, Verdict.FAILED));
        }

        private static long count(List<Answer> answers, Verdict verdict) {
            return answers.stream()
                    .filter(answer -> answer.verdict() == verdict)
                    .count();
        }

        Cells plus(Cells other) {
            return new Cells(sent + other.sent, ok + other.ok, refused + other.refused, failed + other.failed);
        }
    }

    /** The table; no line is longer than a terminal is wide. */
    List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(wide("", "1 plain " + change, "2 drained " + change));
        lines.add(format(ROW, "", "sent", "ok", "refused", "failed", "sent", "ok", "refused", "failed"));
        for (RequestKind kind : RequestKind.values()) {
            if (plain.counts(kind).sent() + drained.counts(kind).sent() > 0) {
                lines.add(row(kind.label(), Cells.of(plain.counts(kind)), Cells.of(drained.counts(kind))));
            }
        }
        Cells atTheGate = Cells.of(late);
        lines.add(format(
                ROW,
                "at closed gate",
                "-",
                "-",
                "-",
                "-",
                atTheGate.sent,
                atTheGate.ok,
                atTheGate.refused,
                atTheGate.failed));
        lines.add(row("all", Cells.of(plain), total()));
        lines.add(wide("sent elsewhere", plain.held() + " requests", drained.held() + " requests"));
        lines.add(wide("GET median, p99", latency(plain), latency(drained)));
        return lines;
    }

    /** What went wrong in the plain part, the most frequent first. */
    List<String> plainFailures() {
        return failures(plain.failures());
    }

    /** The same for the drained part; also what was let through the closed gate. Empty when all is well. */
    List<String> drainedFailures() {
        Map<String, Long> all = new LinkedHashMap<>(drained.failures());
        for (Answer answer : late) {
            switch (answer.verdict()) {
                case OK -> all.merge("admitted by the closed gate", 1L, Long::sum);
                case REFUSED -> {}
                case FAILED -> all.merge(answer.reason() + " from the closed gate", 1L, Long::sum);
            }
        }
        return failures(all);
    }

    /** The last line of the demo. */
    String resultLine() {
        Cells total = total();
        return "RESULT sent=%d ok=%d refused=%d failed=%d".formatted(total.sent, total.ok, total.refused, total.failed);
    }

    /** Whether the drained part shows what it is to show: nothing failed, and who came too late was refused. */
    boolean passed() {
        return drained.sent() > 0 && total().failed == 0 && !late.isEmpty() && Cells.of(late).refused == late.size();
    }

    private Cells total() {
        return Cells.of(drained).plus(Cells.of(late));
    }

    private static List<String> failures(Map<String, Long> failures) {
        return failures.entrySet().stream()
                .map(entry -> entry.getValue() + " x " + entry.getKey())
                .toList();
    }

    private static String latency(LoadReport report) {
        Latency latency = report.counts(RequestKind.GET).latency();
        return latency.median().toMillis() + " ms, " + latency.p99().toMillis() + " ms";
    }

    private static String row(String name, Cells left, Cells right) {
        return format(
                ROW,
                name,
                left.sent,
                left.ok,
                left.refused,
                left.failed,
                right.sent,
                right.ok,
                right.refused,
                right.failed);
    }

    private static String wide(String name, String left, String right) {
        return format(WIDE_ROW, name, left, right);
    }

    private static String format(String format, Object... cells) {
        return String.format(Locale.ROOT, format, cells).stripTrailing();
    }
}
