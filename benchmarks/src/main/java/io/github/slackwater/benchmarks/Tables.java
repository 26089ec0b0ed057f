package io.github.slackwater.benchmarks;

import static io.github.slackwater.benchmarks.Spread.seconds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The result as a table for people, in Markdown, and as plain values for programs. */
final class Tables {
    private static final int MOST_GROWN = 8;

    private Tables() {}

    static String markdown(SoakResult result) {
        List<String> lines = new ArrayList<>();
        lines.add("| %s, %s Slackwater | |".formatted(result.server(), with(result)));
        lines.add("|---|---|");
        values(result).forEach((name, value) -> lines.add("| " + name + " | " + value + " |"));
        lines.add("");
        lines.add("| after full collections | before | after %d redeploys | after %d |"
                .formatted(result.options().settledAfter(), result.options().redeploys()));
        lines.add("|---|---|---|---|");
        lines.add(row(result, "heap, MB", vitals -> vitals.heapBytes() / 1_000_000));
        lines.add(row(result, "loaded classes", Vitals::loadedClasses));
        lines.add(row(result, "class loaders", Vitals::classLoaders));
        lines.add(row(result, "deployments of the shop in memory", Vitals::shops));
        lines.add(row(result, "objects of Slackwater", Vitals::ours));
        lines.add(row(result, "threads", Vitals::threads));
        lines.add(row(result, "MBeans", Vitals::mbeans));
        lines.add("");
        lines.add("Grew most, in bytes: " + String.join(", ", result.end().grown(result.settled(), MOST_GROWN)));
        lines.add("");
        lines.add("More of them: " + String.join(", ", result.end().multiplied(result.settled(), MOST_GROWN)));
        return String.join("\n", lines);
    }

    /** Each figure under its name, in the order in which one would ask. */
    static Map<String, String> values(SoakResult result) {
        Map<String, String> values = new LinkedHashMap<>();
        SoakOptions options = result.options();
        values.put(
                "plain redeploys", "%d, under %d requests/s".formatted(options.redeploys(), options.ratePerSecond()));
        values.put("sent", String.valueOf(result.load().sent()));
        values.put("ok", String.valueOf(result.load().ok()));
        values.put("refused", String.valueOf(result.load().refused()));
        values.put("failed", result.load().failed() + kinds(result.load().failures()));
        values.put("sessions lost", result.load().sessionsLost() + (options.keepSessions() ? "" : " (not kept)"));
        values.put(
                "streams",
                "%d open; %d asked, %d events, %d clean ends, %d without the last chunk, %d refused"
                        .formatted(
                                result.streams().open(),
                                result.streams().asked(),
                                result.streams().events(),
                                result.streams().ended(),
                                result.streams().cut(),
                                result.streams().refused()));
        values.put(
                "streams failed",
                result.streams().failed() + kinds(result.streams().failures()));
        values.put(
                "pause of a GET, of each redeploy the longest: p50, p99, max",
                result.pauses().toString());
        values.put("no answer at all: p50, p99, max", result.gaps().toString());
        values.put("the command: p50, p99, max", result.commands().toString());
        OwnRedeploys own = result.own();
        values.put(
                "the server's own %d redeploys before, without Slackwater: failed of sent"
                        .formatted(own.redeploys().size()),
                own.load().failed() + " of " + own.load().sent());
        values.put("their command: p50, p99, max", own.commands().toString());
        values.put("no answer at all meanwhile: p50, p99, max", own.gaps().toString());
        values.put(
                "bound of the pause: 1.1 x their command + %s in flight".formatted(seconds(result.longestInFlight())),
                result.pauseBounds().toString());
        values.put("parked at once, at most", String.valueOf(result.parkedPeak()));
        values.put(
                "heap from redeploy %d to the end".formatted(options.settledAfter()),
                String.format(Locale.ROOT, "%+.1f %%", result.end().heapGrowthPercent(result.settled())));
        values.put("the client's own lag, at most", seconds(result.load().worstLag()));
        return values;
    }

    static String with(SoakResult result) {
        return result.options().protectedBySlackwater() ? "with" : "without";
    }

    private static String kinds(Map<String, Long> failures) {
        return failures.isEmpty()
                ? ""
                : failures.entrySet().stream()
                        .map(entry -> entry.getValue() + " x " + entry.getKey())
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String row(SoakResult result, String name, ToLongFunction<Vitals> figure) {
        return "| %s | %d | %d | %d |"
                .formatted(
                        name,
                        figure.applyAsLong(result.before()),
                        figure.applyAsLong(result.settled()),
                        figure.applyAsLong(result.end()));
    }
}
