package io.github.slackwater.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How two things compare that were measured in pairs: the geometric mean of their ratios, and the interval in which it lies with
 * 95 % certainty, by resampling the pairs.
 */
record Ratio(double mean, double low, double high) {

    private static final int RESAMPLES = 10_000;

    /** Any; the same for the same figures. */
    private static final long SEED = 20;

    static Ratio of(List<Double> ratios) {
        double[] logs = ratios.stream().mapToDouble(Math::log).toArray();
        Random random = new Random(SEED);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            means[i] = random.ints(logs.length, 0, logs.length)
                    .mapToDouble(at -> logs[at])
                    .average()
                    .orElseThrow();
        }
        Arrays.sort(means);
        return new Ratio(
                Math.exp(Arrays.stream(logs).average().orElseThrow()),
                Math.exp(means[RESAMPLES * 25 / 1_000]),
                Math.exp(means[RESAMPLES * 975 / 1_000]));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", mean, low, high);
    }
}
