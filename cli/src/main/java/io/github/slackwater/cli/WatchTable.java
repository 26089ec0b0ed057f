package io.github.slackwater.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** Servers and their applications for a terminal: a line each, as wide as the terminal is. */
final class WatchTable {

    private static final List<String> HEADING =
            List.of("SERVER", "STATE", ">IN FLIGHT", ">PARKED", ">ADM/S", ">REJ/S", "DRAIN");
    private static final String OLDEST = "OLDEST";

    /** What the oldest request should have beside the rest; with less it gets a line of its own. */
    private static final int OLDEST_COLUMNS = 28;

    /** What an application's name may take: a context path can be long. */
    private static final int NAME_COLUMNS = 20;

    private WatchTable() {}

    /** @param columns that may be written to */
    static List<String> lines(List<Sight<ServerView>> sights, Instant now, int columns, Ansi ansi) {
        List<String> heading = new ArrayList<>(HEADING);
        heading.add(OLDEST);
        boolean wide = table(sights, heading).widthBeforeLast() + OLDEST_COLUMNS <= columns;
        List<String> rows = table(sights, wide ? heading : HEADING).lines(columns, ansi);
        List<String> lines = new ArrayList<>();
        lines.add(Text.cut(
                "slackwater watch  %s  %d server%s  Ctrl-C ends"
                        .formatted(now.truncatedTo(ChronoUnit.SECONDS), sights.size(), sights.size() == 1 ? "" : "s"),
                columns));
        lines.add("");
        lines.add(rows.get(0));
        int row = 1;
        for (Sight<ServerView> sight : sights) {
            ServerView view = sight.value();
            int count = view == null ? 1 : 1 + view.applications().size();
            lines.addAll(rows.subList(row, row + count));
            row += count;
            if (!wide && view != null) {
                lines.add(Text.paint(Text.cut("  oldest: " + view.server().oldestText(), columns), Style.faint, ansi));
            }
        }
        return lines;
    }

    private static Table table(List<Sight<ServerView>> sights, List<String> heading) {
        Table table = new Table(heading);
        for (Sight<ServerView> sight : sights) {
            ServerView view = sight.value();
            if (view == null) {
                table.add(List.of(sight.shortName(), without(sight)), 1, Style.fg_red);
            } else {
                add(table, sight.shortName(), view.server(), "-", heading.size());
                view.applications()
                        .forEach(application -> add(
                                table,
                                "  " + Text.cut(application.name(), NAME_COLUMNS),
                                application,
                                "gone",
                                heading.size()));
            }
        }
        return table;
    }

    private static void add(Table table, String name, GateView view, String stateless, int columns) {
        boolean gone = view.state() == null && !stateless.equals("-");
        List<String> cells = gone
                ? List.of(name, stateless)
                : List.of(
                        name,
                        view.state() == null ? stateless : view.state().name(),
                        Integer.toString(view.inFlight()),
                        Integer.toString(view.parked()),
                        perSecond(view.admittedPerSecond()),
                        perSecond(view.rejectedPerSecond()),
                        view.drainText(),
                        view.oldestText());
        table.add(
                cells.subList(0, Math.min(cells.size(), columns)),
                1,
                view.state() == null ? Style.faint : Text.style(view.state()));
    }

    /** {@code UNREACHABLE for 12 s: connection refused}. */
    private static String without(Sight<?> sight) {
        String problem = sight.problem();
        return "%s for %s%s"
                .formatted(sight.reach(), Text.wholeSeconds(sight.lasting()), problem.isEmpty() ? "" : ": " + problem);
    }

    private static String perSecond(@Nullable Double rate) {
        return rate == null ? "-" : String.format(Locale.ROOT, rate < 10 && rate > 0 ? "%.1f" : "%.0f", rate);
    }
}
