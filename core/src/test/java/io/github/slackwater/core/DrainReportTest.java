package io.github.slackwater.core;

import static io.github.slackwater.core.Outcome.DRAINED;
import static io.github.slackwater.core.Outcome.IN_PROGRESS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an operator is told of a drain, by its report and by the status. */
class DrainReportTest extends DrainFixture {

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
    void aDrainWhenDrainedReportsTheSameSlackWater() {
        var first = close(30);
        time.advance(Duration.ofHours(1));

        var second = close(30);

        assertThat(now(second).outcome()).isEqualTo(DRAINED);
        assertThat(now(second).drain()).isEqualTo(now(first).drain());
        assertThat(now(second).elapsedMillis()).isEqualTo(now(first).elapsedMillis());
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
}
