package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CoarseClockTest {

    private static final Duration MILLISECOND = Duration.ofMillis(1);

    private final FakeTimekeeper time = new FakeTimekeeper();
    private final CoarseClock clock = new CoarseClock(time);

    @Test
    void whoAsksNowAndThenGetsTheRealTimeAndStartsNothing() {
        for (int i = 0; i < 5; i++) {
            assertThat(clock.nanoTime()).isEqualTo(time.nanoTime());
            time.advance(CoarseClock.TICK);
        }

        assertThat(time.pending()).isZero();
    }

    @Test
    void whoAsksOftenGetsTheTimeOfTheLastTick() {
        startTicking();
        long tick = time.nanoTime();

        time.advance(CoarseClock.TICK.minus(MILLISECOND));
        assertThat(clock.nanoTime()).isEqualTo(tick);
        time.advance(MILLISECOND);
        assertThat(clock.nanoTime()).isEqualTo(tick + CoarseClock.TICK.toNanos());
    }

    @Test
    void isNeverMoreThanATickBehind() {
        startTicking();

        for (int i = 0; i < 2_000; i++) {
            assertThat(time.nanoTime() - clock.nanoTime()).isBetween(0L, CoarseClock.TICK.toNanos() - 1);
            time.advance(MILLISECOND);
        }
    }

    @Test
    void ticksForASecondAndNoLongerThanItIsNeeded() {
        startTicking();

        time.advance(Duration.ofSeconds(1).minus(MILLISECOND));
        assertThat(time.pending()).isEqualTo(1);
        time.advance(MILLISECOND);

        assertThat(time.pending()).isZero();
        time.advance(MILLISECOND);
        assertThat(clock.nanoTime()).isEqualTo(time.nanoTime());
        startTicking();
        assertThat(time.pending()).as("it is needed again").isEqualTo(1);
    }

    @Test
    void isSetTickingByOneOfThoseWhoAskAtOnce() {
        clock.nanoTime();
        clock.nanoTime();
        clock.nanoTime();

        assertThat(time.pending()).isEqualTo(1);
    }

    @Test
    void stoppedItTellsTheRealTimeForEver() {
        startTicking();

        clock.stop();

        time.advance(MILLISECOND);
        assertThat(clock.nanoTime()).isEqualTo(time.nanoTime());
        time.advance(Duration.ofMillis(2));
        assertThat(clock.nanoTime()).isEqualTo(time.nanoTime());
    }

    @Test
    void stoppedItNeverStartsAgain() {
        clock.stop();

        startTicking();

        assertThat(time.pending()).isZero();
    }

    private void startTicking() {
        clock.nanoTime();
        clock.nanoTime();
        time.runDue();
    }
}
