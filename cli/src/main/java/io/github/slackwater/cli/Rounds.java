package io.github.slackwater.cli;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Does something again and again at even intervals: the time that it takes itself does not add up. */
final class Rounds {

    private final LongSupplier nanoTime;
    private final Pause pause;

    /** In real time. */
    Rounds() {
        this(System::nanoTime, left -> Thread.sleep(left.toMillis()));
    }

    Rounds(LongSupplier nanoTime, Pause pause) {
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /**
     * Begins at once. The last round comes when the time is up.
     *
     * @param length how long; null for ever
     * @param round returns whether to go on
     */
    void run(Duration interval, @Nullable Duration length, BooleanSupplier round) throws InterruptedException {
        long began = nanoTime.getAsLong();
        long next = 0;
        while (round.getAsBoolean()) {
            long passed = nanoTime.getAsLong() - began;
            long left = length == null ? Long.MAX_VALUE : length.toNanos() - passed;
            if (left <= 0) {
                return;
            }
            // One that took longer than the interval is followed by the next at once, but never by two.
            next = Math.max(next + interval.toNanos(), passed);
            pause.pause(Duration.ofNanos(Math.min(next - passed, left)));
        }
    }

    /** Lets time pass. */
    interface Pause {
        void pause(Duration left) throws InterruptedException;
    }
}
