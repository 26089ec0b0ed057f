package io.github.slackwater.rig;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What became of every request. Immutable; {@code sent == ok + refused + failed + inFlight} always, and {@code inFlight}
 * is 0 in the report of {@link LoadClient#finish}.
 *
 * @param elapsed since the start
 * @param sent requests begun
 * @param ok complete right answers
 * @param refused clean refusals (503 with {@code Retry-After})
 * @param failed everything else
 * @param inFlight begun and not ended
 * @param held arrivals that were not sent because of {@link LoadClient#hold()}; no part of {@code sent}
 * @param sessionsLost sessions that had begun anew when their client came again; failures only if the plan says so
 * @param kinds the same counts by kind of request; every kind is a key
 * @param failures how often each kind of failure came, the most frequent first
 * @param latency of right answers
 * @param worstLag the most that this client itself was late to begin a request; a large value spoils the latencies
 * @param samples the first failures, at most 20
 */
public record LoadReport(
        Duration elapsed,
        long sent,
        long ok,
        long refused,
        long failed,
        long inFlight,
        long held,
        long sessionsLost,
        Map<RequestKind, Counts> kinds,
        Map<String, Long> failures,
        Latency latency,
        Duration worstLag,
        List<Answer> samples) {

    /** Counts of one kind of request; {@code sent == ok + refused + failed + inFlight}. */
    public record Counts(long sent, long ok, long refused, long failed, Latency latency) {
        public long inFlight() {
            return sent - ok - refused - failed;
        }
    }

    /** Times from the intended start to the last byte of the answer; all 0 when there was no answer. */
    public record Latency(Duration median, Duration p90, Duration p99, Duration max) {}

    public LoadReport {
        if (sent != ok + refused + failed + inFlight) {
            throw new IllegalArgumentException("sent: " + sent + " (expected ok + refused + failed + inFlight = " + ok
                    + " + " + refused + " + " + failed + " + " + inFlight + ")");
        }
    }

    /** The counts of one kind of request. */
    public Counts counts(RequestKind kind) {
        return Objects.requireNonNull(kinds.get(kind), "every kind is a key");
    }

    /** {@code sent=N ok=N refused=N failed=N}. */
    public String summary() {
        return "sent=" + sent + " ok=" + ok + " refused=" + refused + " failed=" + failed;
    }

    /** A table for people, several lines, without a newline at its end. */
    public String table() {
        StringBuilder table = new StringBuilder();
        row(table, "", "sent", "ok", "refused", "failed", "median", "p99", "max");
        kinds.forEach((kind, counts) -> {
            if (counts.sent() > 0) {
                row(
                        table,
                        kind.label(),
                        counts.sent(),
                        counts.ok(),
                        counts.refused(),
                        counts.failed(),
                        counts.latency());
            }
        });
        row(table, "all", sent, ok, refused, failed, latency);
        failures.forEach((reason, count) -> table.append(String.format(Locale.ROOT, "%8d x %s%n", count, reason)));
        if (sessionsLost > 0) {
            table.append(String.format(Locale.ROOT, "%8d sessions lost%n", sessionsLost));
        }
        if (held > 0) {
            table.append(String.format(Locale.ROOT, "%8d arrivals held, not sent%n", held));
        }
        return table.toString().stripTrailing();
    }

    private static void row(
            StringBuilder table, String name, long sent, long ok, long refused, long failed, Latency latency) {
        row(
                table,
                name,
                sent,
                ok,
                refused,
                failed,
                millis(latency.median()),
                millis(latency.p99()),
                millis(latency.max()));
    }

    private static void row(StringBuilder table, Object... cells) {
        table.append(String.format(Locale.ROOT, "%-12s %8s %8s %8s %8s %9s %9s %9s%n", cells));
    }

    private static String millis(Duration time) {
        return time.toMillis() + " ms";
    }
}
