package io.github.slackwater.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * How two things compare that were measured in pairs, at several starts: the geometric mean of their ratios, each start counting the
 * same, and the interval in which it lies with 95 % certainty, by resampling the starts and the pairs within each.
 */
public record Ratio(double mean, double low, double high) {

    private static final int RESAMPLES = 10_000;

    /** Any; the same for the same figures. */
    private static final long SEED = 20;

    /**
     * Of what was measured.
     *
     * @param starts the ratios of each start; one start where pairs have none in common
     */
    public static Ratio of(List<List<Double>> starts) {
        double[][] logs = starts.stream()
                .map(ratios -> ratios.stream().mapToDouble(Math::log).toArray())
                .toArray(double[][]::new);
        Random random = new Random(SEED);
        double[] means = new double[RESAMPLES];
        Arrays.setAll(means, unused -> resampled(logs, random));
        Arrays.sort(means);
        return new Ratio(
                Math.exp(Arrays.stream(logs).mapToDouble(Ratio::mean).average().orElseThrow()),
                Math.exp(means[RESAMPLES * 25 / 1_000]),
                Math.exp(means[RESAMPLES * 975 / 1_000]));
    }

    /** The geometric mean of one ratio of each. */
    static <T> double mean(List<T> measured, ToDoubleFunction<T> ratio) {
        return Math.exp(measured.stream()
                .mapToDouble(each -> Math.log(ratio.applyAsDouble(each)))
                .average()
                .orElseThrow());
    }

    private static double resampled(double[][] logs, Random random) {
        return random.ints(logs.length, 0, logs.length)
                .mapToDouble(start -> mean(resample(logs[start], random)))
                .average()
                .orElseThrow();
    }

    private static double[] resample(double[] logs, Random random) {
        return random.ints(logs.length, 0, logs.length)
                .mapToDouble(at -> logs[at])
                .toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", mean, low, high);
    }
}
