package io.github.slackwater.core;

import static io.github.slackwater.core.Outcome.DRAINED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the gate announces, and when it closes. */
class LameDuckTest extends DrainFixture {

    @Test
    void announcesFromTheFirstMomentAndClosesWhenItHasBeenQuiet() {
        var report = drain(30);
        assertThat(shop.state()).isEqualTo(State.LAME_DUCK);
        assertThat(shop.announcing()).isTrue();

        time.advance(QUIET.minusNanos(1));
        assertThat(shop.state()).isEqualTo(State.LAME_DUCK);
        time.advance(Duration.ofNanos(1));

        assertThat(shop.state()).isEqualTo(State.DRAINED);
        assertThat(now(report).outcome()).isEqualTo(DRAINED);
        assertThat(now(report).elapsedMillis()).isEqualTo(1_000);
    }

    @Test
    void aNewRequestInTheLameDuckProlongsIt() {
        drain(30);
        time.advance(Duration.ofMillis(900));
        enter().leave();

        time.advance(Duration.ofMillis(999));
        assertThat(shop.state()).isEqualTo(State.LAME_DUCK);
        time.advance(Duration.ofMillis(1));

        assertThat(shop.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void trafficThatNeverRestsIsClosedOutAfterTheMaximum() {
        drain(60);
        for (int i = 0; i < 149; i++) {
            time.advance(Duration.ofMillis(100));
            enter().leave();
        }
        assertThat(shop.state()).isEqualTo(State.LAME_DUCK);

        time.advance(MAX.minus(Duration.ofMillis(14_900)));

        assertThat(shop.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void theLameDuckTakesNoMoreThanHalfOfTheTimeout() {
        drain(4);
        for (int i = 0; i < 19; i++) {
            time.advance(Duration.ofMillis(100));
            enter().leave();
        }
        assertThat(shop.state()).isEqualTo(State.LAME_DUCK);

        time.advance(Duration.ofMillis(100));

        assertThat(shop.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void theLameDuckLastsAtLeastTheMinimum() {
        var patient = shop(new Settings(
                Duration.ofSeconds(5),
                QUIET,
                MAX,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                List.of(),
                Parking.DEFAULT,
                LongLived.DEFAULT,
                false));
        patient.drain(Duration.ofSeconds(30), true);

        time.advance(Duration.ofMillis(4_999));
        assertThat(patient.state()).isEqualTo(State.LAME_DUCK);
        time.advance(Duration.ofMillis(1));

        assertThat(patient.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void withoutALameDuckItClosesAtOnce() {
        var abrupt = shop(new Settings(
                Duration.ZERO,
                QUIET,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                List.of(),
                Parking.DEFAULT,
                LongLived.DEFAULT,
                false));

        assertThat(now(abrupt.drain(Duration.ofSeconds(1), true)).outcome()).isEqualTo(DRAINED);
        assertThat(now(shop.drain(Duration.ofSeconds(1), false)).outcome()).isEqualTo(DRAINED);
    }

    @Test
    void aHastyDrainThatJoinsCutsTheLameDuckToHalfOfItsTimeout() {
        drain(60);
        time.advance(Duration.ofMillis(500));
        enter().leave();
        drain(1);

        time.advance(Duration.ofMillis(500));

        assertThat(shop.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void aDrainThatClosesAtOnceLeavesNoTimerOfTheLameDuck() {
        enter();
        drain(30);

        close(30);
        time.runDue();

        assertThat(shop.state()).isEqualTo(State.DRAINING);
        assertThat(time.pendingDelays()).doesNotContain(QUIET);
    }

    @Test
    void anAnnouncementHoldsUntilADrainOrAResume() {
        shop.bean().lameDuck();
        time.advance(Duration.ofDays(1));
        assertThat(shop.state()).isEqualTo(State.LAME_DUCK);

        drain(30);
        time.runDue();
        assertThat(shop.state()).as("it has been quiet for a day").isEqualTo(State.DRAINED);
        shop.bean().resume();
        shop.bean().lameDuck();
        shop.bean().resume();

        assertThat(shop.state()).isEqualTo(State.SERVING);
    }

    @Test
    void theLameDuckOfAnOlderDrainCannotCloseANewerOne() {
        drain(30);
        time.advance(Duration.ofMillis(999));
        shop.bean().resume();
        shop.bean().lameDuck();

        time.advance(Duration.ofSeconds(20));

        assertThat(shop.state()).isEqualTo(State.LAME_DUCK);
    }
}
