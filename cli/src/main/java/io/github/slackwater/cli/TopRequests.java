package io.github.slackwater.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.slackwater.core.RequestInfo;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** The requests in flight of all servers together, oldest first. */
final class TopRequests {

    private final List<Sight<List<RequestInfo>>> sights;
    private final List<Line> all = new ArrayList<>();
    private final List<Line> shown;

    /** @param limit how many of them are shown */
    TopRequests(List<Sight<List<RequestInfo>>> sights, int limit) {
        this.sights = sights;
        for (Sight<List<RequestInfo>> sight : sights) {
            List<RequestInfo> requests = sight.value();
            if (requests != null) {
                requests.forEach(request -> all.add(new Line(sight.time().toString(), sight.server(), request)));
            }
        }
        all.sort(Comparator.comparingLong((Line line) -> line.request.ageMillis())
                .reversed());
        this.shown = all.subList(0, Math.min(limit, all.size()));
    }

    /** A table under a summary; servers that do not answer are named. */
    List<String> lines(Instant now, int columns, Ansi ansi) {
        List<String> lines = new ArrayList<>();
        lines.add(Text.cut(summary(now), columns));
        for (Sight<?> sight : sights) {
            if (sight.value() == null) {
                String problem = sight.problem().isEmpty() ? "" : ": " + sight.problem();
                lines.add(Text.paint(
                        Text.cut(Text.harmless(sight.shortName() + "  " + sight.reach() + problem), columns),
                        Style.fg_red,
                        ansi));
            }
        }
        if (!shown.isEmpty()) {
            lines.add("");
            lines.addAll(RequestTable.fitting(shown.stream().map(Line::request).toList(), servers(), columns, ansi));
        }
        if (shown.size() < all.size()) {
            lines.add("... %d more".formatted(all.size() - shown.size()));
        }
        return lines;
    }

    private String summary(Instant now) {
        String oldest = all.isEmpty()
                ? "nothing in flight"
                : "%d in flight, the oldest for %s"
                        .formatted(all.size(), Text.duration(all.get(0).request.ageMillis()));
        return "slackwater top  %s  %s".formatted(now.truncatedTo(ChronoUnit.SECONDS), oldest);
    }

    /** Which server each is of; empty where there is only one. */
    private List<String> servers() {
        return sights.size() == 1
                ? List.of()
                : shown.stream().map(line -> JmxAddress.brief(line.server)).toList();
    }

    /** An object for each request, oldest first. */
    List<String> json() {
        return shown.stream().map(Json::line).toList();
    }

    /** A request's own fields, and which server it is of, and when that was. */
    record Line(String time, String server, @JsonUnwrapped RequestInfo request) {}
}
