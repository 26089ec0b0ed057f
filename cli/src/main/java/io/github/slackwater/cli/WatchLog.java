package io.github.slackwater.cli;

import io.github.slackwater.core.DrainReport;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** For a log: a line at every change of state, also of one that is over when it is seen. */
final class WatchLog {

    /** Of servers by their names, and of their gates by both names. */
    private final Map<List<String>, Change> known = new HashMap<>();

    /** What has changed since the last time. */
    List<String> changes(List<Sight<ServerView>> sights) {
        List<String> lines = new ArrayList<>();
        for (Sight<ServerView> sight : sights) {
            ServerView view = sight.value();
            if (view != null) {
                known.remove(List.of(sight.server()));
                add(lines, sight, view.server());
                view.applications().forEach(application -> add(lines, sight, application));
            } else if (sight.reach() != Reach.CONNECTING) {
                addReach(lines, sight);
            }
        }
        return lines;
    }

    private void addReach(List<String> lines, Sight<?> sight) {
        Change now = new Change(sight.reach().name(), null, null);
        if (!now.equals(known.put(List.of(sight.server()), now))) {
            // What is seen after it has come back is told again.
            known.keySet().removeIf(key -> key.size() > 1 && key.get(0).equals(sight.server()));
            lines.add(line(sight, "-", now.state, sight.problem()));
        }
    }

    private void add(List<String> lines, Sight<?> sight, GateView view) {
        Change now = new Change(
                view.state() == null ? "gone" : view.state().name(),
                view.since(),
                view.lastDrain() == null
                        ? null
                        : view.lastDrain().drain() + view.lastDrain().outcome().name());
        Change before = known.put(List.of(sight.server(), view.name()), now);
        // A server that has no gate of its own has no state to tell of.
        if (!now.equals(before) && (view.since() != null || before != null)) {
            lines.add(line(sight, view.name(), now.state, figures(view, before, now)));
        }
    }

    private static String figures(GateView view, @Nullable Change before, Change now) {
        if (view.state() == null) {
            return "";
        }
        StringBuilder text = new StringBuilder("in flight %d  parked %d".formatted(view.inFlight(), view.parked()));
        if (view.inFlight() > 0) {
            text.append("  oldest ").append(view.oldestText());
        }
        if (view.drain() > 0) {
            text.append("  drain ").append(view.drainText());
        }
        DrainReport last = view.lastDrain();
        if (before != null && last != null && !Objects.equals(before.drain, now.drain)) {
            text.append(": ").append(Text.harmless(last.message()));
        }
        return text.toString();
    }

    private static String line(Sight<?> sight, String gate, String state, String rest) {
        return "%s  %s  %s  %s  %s"
                .formatted(
                        sight.time().truncatedTo(ChronoUnit.SECONDS),
                        Text.harmless(sight.server()),
                        Text.harmless(gate),
                        state,
                        rest)
                .stripTrailing();
    }

    /** What makes a line; {@code since} tells a state that has come back from one that has stayed. */
    private record Change(
            String state, @Nullable String since, @Nullable String drain) {}
}
