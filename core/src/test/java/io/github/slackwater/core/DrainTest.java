package io.github.slackwater.core;

import static io.github.slackwater.core.Outcome.CANCELLED;
import static io.github.slackwater.core.Outcome.DRAINED;
import static io.github.slackwater.core.Outcome.IN_PROGRESS;
import static io.github.slackwater.core.Outcome.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
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
    void theStatusTellsTheDrainUnderWayFromTheOneBefore() {
        assertThat(shop.bean().status().drain()).isZero();
        drain(30);
        assertThat(shop.bean().status().drain()).isEqualTo(1);
        shop.bean().resume();
        assertThat(shop.bean().status().drain()).isEqualTo(1);
        drain(30);
        assertThat(shop.bean().status().drain()).isEqualTo(2);
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
    void aDrainWhenDrainedReportsTheSameSlackWater() {
        var first = close(30);
        time.advance(Duration.ofHours(1));

        var second = close(30);

        assertThat(now(second).outcome()).isEqualTo(DRAINED);
        assertThat(now(second).drain()).isEqualTo(now(first).drain());
        assertThat(now(second).elapsedMillis()).isEqualTo(now(first).elapsedMillis());
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
    void listenersHearOfEachMoveInOrder() {
        List<String> heard = new ArrayList<>();
        shop.addListener(new LifecycleListener() {
            @Override
            public void stateChanged(Lifecycle lifecycle, State from, State to, long drain) {
                heard.add(from + ">" + to + " " + drain);
            }

            @Override
            public void drainEnded(Lifecycle lifecycle, DrainReport report) {
                heard.add(report.outcome() + " " + report.drain());
            }
        });
        ActiveRequest slow = enter();
        drain(3);
        drain(5);
        time.advance(Duration.ofSeconds(3));
        slow.leave();
        shop.bean().resume();
        time.runDue();

        assertThat(heard)
                .containsExactly(
                        "SERVING>LAME_DUCK 1",
                        "LAME_DUCK>DRAINING 1",
                        "TIMED_OUT 1",
                        "DRAINING>DRAINED 1",
                        "DRAINED 1",
                        "DRAINED>SERVING 1");
    }

    @Test
    void whoWaitsIsWokenBeforeTheNewsIsHandedOn() {
        ActiveRequest slow = enter();
        var report = close(30);
        time.runDue();
        List<Boolean> handedOn = new ArrayList<>();
        report.thenRun(() -> handedOn.add(time.pendingDelays().contains(Duration.ZERO)));

        slow.leave();
        handedOn.add(time.pendingDelays().contains(Duration.ZERO));

        assertThat(handedOn).containsExactly(false, true);
    }

    @Test
    void aListenerThatFailsKeepsNoNewsFromTheOthers() {
        List<State> heard = new ArrayList<>();
        shop.addListener(new LifecycleListener() {
            @Override
            public void stateChanged(Lifecycle lifecycle, State from, State to, long drain) {
                throw new IllegalStateException("on purpose");
            }
        });
        shop.addListener(new LifecycleListener() {
            @Override
            public void stateChanged(Lifecycle lifecycle, State from, State to, long drain) {
                heard.add(to);
            }
        });

        close(1);
        time.runDue();

        assertThat(heard).containsExactly(State.DRAINING, State.DRAINED);
    }

    @Test
    void askingAgainAndAgainWithoutWaitingHoldsNothing() {
        enter();
        CompletionStage<DrainReport> first = drain(0);

        assertThat(drain(0)).isSameAs(first);
        assertThat(drain(5)).isNotSameAs(first);
    }

    @Test
    void aReportCountsWhatHappenedInItsOwnDrain() {
        ActiveRequest slow = enter();
        close(30);
        assertThat(shop.enter("GET", "/late")).isNull();
        shop.bean().resume();
        var report = close(30);
        assertThat(shop.enter("GET", "/late")).isNull();
        assertThat(shop.enter("GET", "/late")).isNull();
        time.advance(Duration.ofMillis(1_500));

        slow.leave();

        assertThat(now(report).rejected()).isEqualTo(2);
        assertThat(now(report).parked()).isZero();
        assertThat(now(report).longLivedEnded()).isZero();
        assertThat(now(report).message()).isEqualTo("drained in 1.5 s: nothing in flight, 2 requests refused");
    }

    @Test
    void aCancelledDrainSaysHowManyAreInFlightAndListsNobody() {
        enter();
        var report = close(30);

        shop.bean().resume();

        assertThat(now(report).inFlight()).isEqualTo(1);
        assertThat(now(report).stragglers()).isEmpty();
    }

    @Test
    void whoBeginsADrainThatIsOverHearsSo() {
        close(0);
        time.advance(Duration.ofSeconds(3));

        DrainReport report = shop.bean().beginDrain(0);

        assertThat(report.outcome()).isEqualTo(DRAINED);
        assertThat(report.elapsedMillis()).isZero();
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
    void anOperatorWhoIsInterruptedHearsHowFarItIsAndStaysInterrupted() {
        enter();
        Thread.currentThread().interrupt();

        DrainReport report = shop.bean().drain(30);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.outcome()).isEqualTo(IN_PROGRESS);
    }

    @Test
    void theStatusSaysSinceWhen() {
        assertThat(shop.bean().getSince()).isEqualTo("2026-01-01T00:00:00Z");
        time.advance(Duration.ofSeconds(5));
        close(0);
        assertThat(shop.bean().getSince()).isEqualTo("2026-01-01T00:00:05Z");
    }

    @Test
    void whoListensNoMoreHearsNoMore() {
        List<State> heard = new ArrayList<>();
        LifecycleListener listener = new LifecycleListener() {
            @Override
            public void stateChanged(Lifecycle lifecycle, State from, State to, long drain) {
                heard.add(to);
            }
        };
        shop.addListener(listener);
        shop.removeListener(listener);

        close(0);
        time.runDue();

        assertThat(heard).isEmpty();
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
