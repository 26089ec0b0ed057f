package io.github.slackwater.cli.demo;

import io.github.slackwater.cli.demo.Rows.Cells;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.Pauses.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The same plain redeploy on one node, without Slackwater and with it. Immutable. */
record SideBySide(Part without, Part with) {

    /**
     * One part.
     *
     * @param load what became of its requests
     * @param pause what the GETs around the redeploy saw of it
     * @param parked how many requests were held until the new version was there
     */
    record Part(LoadReport load, Pause pause, long parked) {}

    /** The table; no line is longer than a terminal is wide. */
    List<String> table() {
        List<String> lines = new ArrayList<>(Rows.head("1 without Slackwater", "2 with Slackwater"));
        lines.addAll(Rows.kinds(without.load, with.load));
        lines.add(Rows.row("all", Cells.of(without.load), Cells.of(with.load)));
        lines.add(Rows.wide("GET median, p99", Rows.latency(without.load), Rows.latency(with.load)));
        lines.add(Rows.wide("longest pause", seconds(without.pause.gap()), seconds(with.pause.longest())));
        lines.add(Rows.wide("parked", "-", with.parked + " requests"));
        return lines;
    }

    /** {@code 653 failed of 14,275}. */
    static String failed(LoadReport report) {
        return String.format(Locale.ROOT, "%,d failed of %,d", report.failed(), report.sent());
    }

    String resultLine() {
        return Cells.of(with.load).resultLine();
    }

    /** Whether Slackwater shows what it is to show: nothing failed or was refused, and requests met the redeploy. */
    boolean passed() {
        return with.load.sent() > 0 && with.load.failed() == 0 && with.load.refused() == 0 && with.parked > 0;
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0);
    }
}
