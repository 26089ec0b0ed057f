package io.github.slackwater.cli.demo;

import io.github.slackwater.cli.demo.Rows.Cells;
import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.LoadReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    /** The table; no line is longer than a terminal is wide. */
    List<String> table() {
        List<String> lines = new ArrayList<>(Rows.head("1 plain " + change, "2 drained " + change));
        lines.addAll(Rows.kinds(plain, drained));
        lines.add(Rows.row("at closed gate", Cells.of(late)));
        lines.add(Rows.row("all", Cells.of(plain), total()));
        lines.add(Rows.wide("sent elsewhere", plain.held() + " requests", drained.held() + " requests"));
        lines.add(Rows.wide("GET median, p99", Rows.latency(plain), Rows.latency(drained)));
        return lines;
    }

    /** What went wrong in the plain part, the most frequent first. */
    List<String> plainFailures() {
        return Rows.failures(plain.failures());
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
        return Rows.failures(all);
    }

    /** The last line of the demo. */
    String resultLine() {
        return total().resultLine();
    }

    /** Whether the drained part shows what it is to show: nothing failed, and who came too late was refused. */
    boolean passed() {
        return drained.sent() > 0
                && total().failed() == 0
                && !late.isEmpty()
                && Cells.of(late).refused() == late.size();
    }

    private Cells total() {
        return Cells.of(drained).plus(Cells.of(late));
    }
}
