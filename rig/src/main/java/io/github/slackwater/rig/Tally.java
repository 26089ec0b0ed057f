package io.github.slackwater.rig;

import io.github.slackwater.rig.LoadReport.Counts;
import io.github.slackwater.rig.LoadReport.Latency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Counts requests: each begins once and ends once, under one lock, so that every report adds up. For all threads. A
 * request that was given up counts as failed then, and a later answer to it changes nothing.
 */
final class Tally {
    private static final int MOST_SAMPLES = 20;
    private static final long LONGEST_MICROS = 3_600_000_000L;

    private static final class Lane {
        private final Histogram micros = new Histogram(LONGEST_MICROS, 3);
        private long sent;
        private long ok;
        private long refused;
        private long failed;

        private Counts counts() {
            return new Counts(sent, ok, refused, failed, latency(micros));
        }
    }

    private record Begun(ShopRequest request, long intendedNanos) {}

    private final Map<RequestKind, Lane> lanes = new EnumMap<>(RequestKind.class);
    private final Map<String, Begun> open = new HashMap<>();
    private final Map<String, Long> failures = new HashMap<>();
    private final List<Answer> samples = new ArrayList<>();
    private long held;
    private long sessionsLost;
    private long worstLagNanos;

    Tally() {
        for (RequestKind kind : RequestKind.values()) {
            lanes.put(kind, new Lane());
        }
    }

    synchronized void begin(ShopRequest request, long intendedNanos) {
        open.put(request.id(), new Begun(request, intendedNanos));
        lane(request.kind()).sent++;
    }

    synchronized void held() {
        held++;
    }

    synchronized void sessionLost() {
        sessionsLost++;
    }

    synchronized void lag(long nanos) {
        worstLagNanos = Math.max(worstLagNanos, nanos);
    }

    synchronized void end(Answer answer) {
        if (open.remove(answer.requestId()) == null) {
            return; // Given up before, and counted then.
        }
        Lane lane = lane(answer.kind());
        switch (answer.verdict()) {
            case OK -> {
                lane.ok++;
                lane.micros.recordValue(Math.min(answer.elapsed().toNanos() / 1_000, LONGEST_MICROS));
            }
            case REFUSED -> lane.refused++;
            case FAILED -> {
                lane.failed++;
                failures.merge(answer.reason(), 1L, Long::sum);
                if (samples.size() < MOST_SAMPLES) {
                    samples.add(answer);
                }
            }
        }
        if (open.isEmpty()) {
            notifyAll();
        }
    }

    /** Blocks until every request has ended, or the bound is over. */
    synchronized boolean awaitAllEnded(Duration bound) throws InterruptedException {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!open.isEmpty()) {
            long leftMillis = (deadline - System.nanoTime() + 999_999) / 1_000_000;
            if (leftMillis <= 0) {
                return false;
            }
            wait(leftMillis);
        }
        return true;
    }

    /** Counts all that are still open as failed by timeout. */
    synchronized void giveUp() {
        for (Begun begun : List.copyOf(open.values())) {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begun.intendedNanos());
            end(Judge.failed(begun.request(), "timeout", "no answer when the run ended", elapsed));
        }
    }

    synchronized LoadReport report(Duration elapsed) {
        Map<RequestKind, Counts> kinds = new EnumMap<>(RequestKind.class);
        lanes.forEach((kind, lane) -> kinds.put(kind, lane.counts()));
        Histogram all = new Histogram(LONGEST_MICROS, 3);
        lanes.values().forEach(lane -> all.add(lane.micros));
        Map<String, Long> sorted = new LinkedHashMap<>();
        failures.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return new LoadReport(
                elapsed,
                kinds.values().stream().mapToLong(Counts::sent).sum(),
                kinds.values().stream().mapToLong(Counts::ok).sum(),
                kinds.values().stream().mapToLong(Counts::refused).sum(),
                kinds.values().stream().mapToLong(Counts::failed).sum(),
                open.size(),
                held,
                sessionsLost,
                Collections.unmodifiableMap(kinds),
                Collections.unmodifiableMap(sorted),
                latency(all),
                Duration.ofNanos(worstLagNanos),
                List.copyOf(samples));
    }

    private Lane lane(RequestKind kind) {
        return lanes.computeIfAbsent(kind, any -> new Lane());
    }

    private static Latency latency(Histogram micros) {
        return new Latency(
                ofMicros(micros.getValueAtPercentile(50)),
                ofMicros(micros.getValueAtPercentile(90)),
                ofMicros(micros.getValueAtPercentile(99)),
                ofMicros(micros.getMaxValue()));
    }

    private static Duration ofMicros(long micros) {
        return Duration.ofNanos(micros * 1_000);
    }
}
