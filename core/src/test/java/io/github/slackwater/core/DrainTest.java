package io.github.slackwater.core;

import static io.github.slackwater.core.Outcome.CANCELLED;
import static io.github.slackwater.core.Outcome.DRAINED;
import static io.github.slackwater.core.Outcome.IN_PROGRESS;
import static io.github.slackwater.core.Outcome.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The life of drains. */
class DrainTest extends DrainFixture {

    @Test
    void servesUntilItIsAskedToDrain() {
        ActiveRequest request = enter();

        assertThat(shop.state()).isEqualTo(State.SERVING);
        assertThat(shop.announcing()).isFalse();
        assertThat(request.leave()).isTrue();
    }

    @Test
    void aRequestAdmittedBeforeTheDrainFinishesNormally() {
        ActiveRequest slow = enter();
        var report = close(30);

        assertThat(shop.state()).isEqualTo(State.DRAINING);
        assertThat(report).isNotDone();
        assertThat(slow.inFlight()).isTrue();
        time.advance(Duration.ofSeconds(2));
        slow.leave();

        assertThat(shop.state()).isEqualTo(State.DRAINED);
        assertThat(now(report).outcome()).isEqualTo(DRAINED);
        assertThat(now(report).elapsedMillis()).isEqualTo(2_000);
        assertThat(now(report).inFlight()).isZero();
    }

    @Test
    void aRequestThatComesWhenItIsClosedIsRefusedAndCounted() {
        ActiveRequest slow = enter();
        var report = close(30);

        assertThat(shop.enter("GET", "/late")).isNull();
        assertThat(shop.enter("GET", "/late")).isNull();
        slow.leave();

        assertThat(now(report).rejected()).isEqualTo(2);
        assertThat(shop.bean().getRejectedTotal()).isEqualTo(2);
        assertThat(shop.bean().getAdmittedTotal()).isEqualTo(1);
        assertThat(shop.bean().getActiveRequests()).isZero();
    }

    @Test
    void aTimeoutIsAnOutcomeNotAStateAndListsTheStragglers() {
        ActiveRequest slow = enter();
        var report = close(10);
        assertThat(shop.bean().stragglers()).as("before the timeout").isEmpty();

        time.advance(Duration.ofSeconds(10));

        assertThat(now(report).outcome()).isEqualTo(TIMED_OUT);
        assertThat(now(report).state()).isEqualTo(State.DRAINING);
        assertThat(now(report).stragglers()).singleElement().satisfies(straggler -> {
            assertThat(straggler.path()).isEqualTo("/cart");
            assertThat(straggler.ageMillis()).isEqualTo(10_000);
        });
        assertThat(shop.bean().stragglers()).hasSize(1);
        assertThat(shop.enter("GET", "/late")).as("still closed").isNull();

        slow.leave();
        assertThat(shop.state()).isEqualTo(State.DRAINED);
        assertThat(shop.bean().stragglers()).isEmpty();
    }

    @Test
    void resumeWakesEveryoneWhoWaits() {
        enter();
        var first = close(30);
        var second = close(40);

        shop.bean().resume();

        assertThat(now(first).outcome()).isEqualTo(CANCELLED);
        assertThat(now(second).outcome()).isEqualTo(CANCELLED);
        assertThat(shop.state()).isEqualTo(State.SERVING);
        assertThat(shop.enter("GET", "/")).isNotNull();
        assertThat(shop.bean().getActiveRequests()).isEqualTo(2);
    }

    @Test
    void aDrainWhileDrainingJoinsItWithItsOwnTimeout() {
        ActiveRequest slow = enter();
        var patient = close(30);
        time.advance(Duration.ofSeconds(5));
        var hasty = close(2);

        time.advance(Duration.ofSeconds(2));
        assertThat(now(hasty).outcome()).isEqualTo(TIMED_OUT);
        assertThat(patient).isNotDone();
        slow.leave();

        assertThat(now(patient).outcome()).isEqualTo(DRAINED);
        assertThat(now(patient).drain()).isEqualTo(now(hasty).drain()).isEqualTo(1);
    }

    @Test
    void timeoutZeroBeginsAndDoesNotWait() {
        ActiveRequest slow = enter();

        DrainReport report = shop.bean().drain(0);
        assertThat(report.outcome()).isEqualTo(IN_PROGRESS);
        assertThat(report.state()).isEqualTo(State.LAME_DUCK);
        time.advance(Duration.ofDays(2));
        assertThat(shop.state()).isEqualTo(State.DRAINING);
        slow.leave();

        assertThat(shop.state()).isEqualTo(State.DRAINED);
        assertThat(shop.bean().status().lastDrain()).isNotNull();
    }

    @Test
    void repeatingAnOperationIsHarmless() {
        shop.bean().resume();
        shop.bean().resume();
        assertThat(shop.state()).isEqualTo(State.SERVING);
        shop.bean().lameDuck();
        shop.bean().lameDuck();
        assertThat(shop.state()).isEqualTo(State.LAME_DUCK);
        close(1);
        close(1);
        shop.bean().lameDuck();

        assertThat(shop.state()).isEqualTo(State.DRAINED);
        assertThat(shop.bean().status().lastDrain())
                .extracting(DrainReport::drain)
                .isEqualTo(1L);
    }

    @Test
    void theTimerOfAnOlderDrainCannotTimeOutANewerOne() {
        enter();
        close(5);
        time.advance(Duration.ofSeconds(4));
        shop.bean().resume();
        var newer = close(30);

        time.advance(Duration.ofSeconds(29));

        assertThat(newer).isNotDone();
        assertThat(shop.bean().stragglers()).isEmpty();
    }

    @Test
    void aForgottenDrainResumesWhenItsLeasePasses() {
        var leased = leased();
        leased.drain(Duration.ofSeconds(100), false);
        time.advance(Duration.ofSeconds(59));
        assertThat(leased.state()).isEqualTo(State.DRAINED);
        leased.drain(Duration.ofSeconds(100), false);

        time.advance(Duration.ofSeconds(59));
        assertThat(leased.state()).as("the second drain renewed it").isEqualTo(State.DRAINED);
        time.advance(Duration.ofSeconds(1));

        assertThat(leased.state()).isEqualTo(State.SERVING);
        assertThat(time.pending()).as("no timer is left over").isZero();
    }

    @Test
    void aLeaseDoesNotPassWhileSomebodyWaits() {
        var leased = leased();
        ActiveRequest slow = enter(leased);
        var report = leased.drain(Duration.ofSeconds(300), false);

        time.advance(Duration.ofSeconds(299));
        assertThat(leased.state()).isEqualTo(State.DRAINING);
        time.advance(Duration.ofSeconds(1));
        assertThat(now(report).outcome()).isEqualTo(TIMED_OUT);
        time.advance(Duration.ofSeconds(60));

        assertThat(leased.state()).isEqualTo(State.SERVING);
        assertThat(slow.leave()).isTrue();
    }

    @Test
    void aJumpOfTheWallClockChangesNothing() {
        enter();
        var report = close(10);
        time.jumpWallClock(Duration.ofHours(1));
        time.advance(Duration.ofSeconds(9));
        time.jumpWallClock(Duration.ofHours(-2));
        assertThat(report).isNotDone();

        time.advance(Duration.ofSeconds(1));

        assertThat(now(report).outcome()).isEqualTo(TIMED_OUT);
        assertThat(now(report).elapsedMillis()).isEqualTo(10_000);
    }

    @Test
    void askingAgainAndAgainWithoutWaitingHoldsNothing() {
        enter();
        CompletionStage<DrainReport> first = drain(0);

        assertThat(drain(0)).isSameAs(first);
        assertThat(drain(5)).isNotSameAs(first);
    }

    @Test
    void aDrainMayTakeADayAndNoLonger() {
        assertThat(shop.bean()
                        .beginDrainNow(LifecycleMXBean.MAX_TIMEOUT_SECONDS)
                        .timeoutSeconds())
                .isEqualTo(LifecycleMXBean.MAX_TIMEOUT_SECONDS);
        assertThatThrownBy(() -> shop.bean().beginDrainNow(LifecycleMXBean.MAX_TIMEOUT_SECONDS + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 0..86400");
    }

    @Test
    void closingWakesThoseWhoWaitAndLeavesNoTimer() {
        enter();
        var report = drain(30);

        shop.close();
        time.runDue();

        assertThat(now(report).outcome()).isEqualTo(IN_PROGRESS);
        assertThat(time.pending()).isZero();
    }

    private ApplicationLifecycle leased() {
        return shop(new Settings(
                Duration.ZERO,
                QUIET,
                MAX,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(60),
                List.of(),
                Parking.DEFAULT,
                LongLived.DEFAULT,
                false));
    }
}
