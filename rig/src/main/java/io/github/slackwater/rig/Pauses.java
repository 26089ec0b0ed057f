package io.github.slackwater.rig;

import java.time.Duration;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * How long clients were held up, seen from their side: watches the right answers to ordinary GETs between {@link #begin} and
 * {@link #end}. An observer for {@link LoadClient#of(LoadPlan, Consumer)}. For all threads.
 */
public final class Pauses implements Consumer<Answer> {
    private static final long LONGEST_MICROS = 3_600_000_000L;

    private final Histogram micros = new Histogram(LONGEST_MICROS, 3);
    private boolean watching;
    private long beganNanos;
    private long lastNanos;
    private long gapNanos;

    /**
     * What was seen between two moments.
     *
     * @param gets right answers to GETs that began in that time
     * @param median of their latencies, from the intended start to the last byte
     * @param longest the pause itself: with a steady rate some request begins when the pause does
     * @param gap the longest time in which not one GET was answered rightly
     */
    public record Pause(long gets, Duration median, Duration p99, Duration longest, Duration gap) {}

    /** Forgets what was, and watches from now on. */
    public synchronized void begin() {
        micros.reset();
        watching = true;
        beganNanos = System.nanoTime();
        lastNanos = beganNanos;
        gapNanos = 0;
    }

    /** What was seen since {@link #begin}; a GET that is not answered yet is not in it. */
    public synchronized Pause end() {
        watching = false;
        return new Pause(
                micros.getTotalCount(),
                ofMicros(micros.getValueAtPercentile(50)),
                ofMicros(micros.getValueAtPercentile(99)),
                ofMicros(micros.getMaxValue()),
                Duration.ofNanos(Math.max(gapNanos, System.nanoTime() - lastNanos)));
    }

    @Override
    public void accept(Answer answer) {
        if (answer.kind() == RequestKind.GET && answer.verdict() == Verdict.OK) {
            answered(System.nanoTime(), answer.elapsed().toNanos());
        }
    }

    private synchronized void answered(long now, long elapsedNanos) {
        if (watching) {
            gapNanos = Math.max(gapNanos, now - lastNanos);
            lastNanos = Math.max(lastNanos, now);
            if (now - elapsedNanos >= beganNanos) {
                micros.recordValue(Math.min(elapsedNanos / 1_000, LONGEST_MICROS));
            }
        }
    }

    private static Duration ofMicros(long micros) {
        return Duration.ofNanos(micros * 1_000);
    }
}
