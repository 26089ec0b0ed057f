package io.github.slackwater.cli.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    /** Closes after two seconds of its own, or one second after the last arrival. */
    private final Arrivals arrivals = new Arrivals(new Hold(2, 1, 15, 60));

    @Test
    void whatIsSeenByTheFirstLookAfterTheClosingIsLateAlready() {
        see(900, 10);
        see(1_900, 10);
        see(2_100, 15);

        assertThat(arrivals.closes()).isEqualTo(Duration.ofSeconds(2));
        assertThat(arrivals.late()).isEqualTo(5);
        see(2_300, 17);
        assertThat(arrivals.late()).isEqualTo(7);
        assertThat(arrivals.count()).isEqualTo(17);
    }

    @Test
    void whatWasSeenByTheLastLookBeforeTheClosingIsNot() {
        see(900, 10);
        see(2_000, 10);

        assertThat(arrivals.late()).isZero();
        see(2_200, 11);
        assertThat(arrivals.late()).isEqualTo(1);
    }

    @Test
    void anArrivalBeforeTheClosingPutsItOffAndOneAfterItDoesNot() {
        see(1_500, 1);
        assertThat(arrivals.closes()).isEqualTo(Duration.ofMillis(2_500));
        see(2_400, 2);
        assertThat(arrivals.closes()).isEqualTo(Duration.ofMillis(3_400));
        assertThat(arrivals.late()).isZero();

        see(3_500, 3);

        assertThat(arrivals.closes()).isEqualTo(Duration.ofMillis(3_400));
        assertThat(arrivals.late()).isEqualTo(1);
        assertThat(arrivals.last()).isEqualTo(Duration.ofMillis(3_500));
    }

    private void see(long millis, long count) {
        arrivals.see(Duration.ofMillis(millis), count);
    }
}
