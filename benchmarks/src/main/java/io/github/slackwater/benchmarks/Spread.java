package io.github.slackwater.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Some durations in three figures; all 0 where there is none. */
record Spread(Duration median, Duration p99, Duration max) {
    static Spread of(List<Duration> durations) {
        List<Duration> sorted = durations.stream().sorted().toList();
        return new Spread(at(sorted, 50), at(sorted, 99), at(sorted, 100));
    }

    /** Each of the three changed in the same way. */
    Spread map(UnaryOperator<Duration> change) {
        return new Spread(change.apply(median), change.apply(p99), change.apply(max));
    }

    /** The smallest that so many percent do not exceed. */
    private static Duration at(List<Duration> sorted, int percent) {
        int index = (sorted.size() * percent + 99) / 100 - 1;
        return sorted.isEmpty() ? Duration.ZERO : sorted.get(Math.max(0, index));
    }

    /** {@code 1.2 s}. */
    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1_000.0);
    }

    @Override
    public String toString() {
        return seconds(median) + ", " + seconds(p99) + ", " + seconds(max);
    }
}
