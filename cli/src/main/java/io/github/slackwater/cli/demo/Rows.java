package io.github.slackwater.cli.demo;

import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.LoadReport.Counts;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How both parts of the demo stand side by side. */
final class Rows {
    private static final String ROW = "%-15s%7s%7s%8s%7s   %7s%7s%8s%7s";
    private static final String WIDE_ROW = "%-15s%29s   %29s";

    /** One row's four figures. */
    record Cells(long sent, long ok, long refused, long failed) {
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

        /** The last line of the demo, for programs. */
        String resultLine() {
            return "RESULT sent=%d ok=%d refused=%d failed=%d".formatted(sent, ok, refused, failed);
        }
    }

    private Rows() {}

    /** The names of the parts and of the columns. */
    static List<String> head(String left, String right) {
        return List.of(
                wide("", left, right),
                format(ROW, "", "sent", "ok", "refused", "failed", "sent", "ok", "refused", "failed"));
    }

    /** A row for each kind of request that was sent. */
    static List<String> kinds(LoadReport left, LoadReport right) {
        List<String> rows = new ArrayList<>();
        for (RequestKind kind : RequestKind.values()) {
            if (left.counts(kind).sent() + right.counts(kind).sent() > 0) {
                rows.add(row(kind.label(), Cells.of(left.counts(kind)), Cells.of(right.counts(kind))));
            }
        }
        return rows;
    }

    static String row(String name, Cells left, Cells right) {
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

    /** A row that the left part has no figures for. */
    static String row(String name, Cells right) {
        return format(ROW, name, "-", "-", "-", "-", right.sent, right.ok, right.refused, right.failed);
    }

    static String wide(String name, String left, String right) {
        return format(WIDE_ROW, name, left, right);
    }

    static String latency(LoadReport report) {
        LoadReport.Latency latency = report.counts(RequestKind.GET).latency();
        return latency.median().toMillis() + " ms, " + latency.p99().toMillis() + " ms";
    }

    /** {@code 320 x 404} and so on. */
    static List<String> failures(Map<String, Long> failures) {
        return failures.entrySet().stream()
                .map(entry -> entry.getValue() + " x " + entry.getKey())
                .toList();
    }

    private static String format(String format, Object... cells) {
        return String.format(Locale.ROOT, format, cells).stripTrailing();
    }
}
