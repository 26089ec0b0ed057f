package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<Long> beganMillis = new ArrayList<>();
    private long nowNanos;
    private final Rounds rounds = new Rounds(() -> nowNanos, left -> nowNanos += left.toNanos());

    @Test
    void theTimeThatARoundTakesDoesNotAddUp() throws InterruptedException {
        rounds.run(SECOND, Duration.ofMillis(2_500), () -> round(300));

        assertThat(beganMillis).containsExactly(0L, 1_000L, 2_000L, 2_500L);
    }

    @Test
    void oneThatTakesTooLongIsFollowedAtOnceAndOnlyOnce() throws InterruptedException {
        rounds.run(SECOND, Duration.ofSeconds(5), () -> round(beganMillis.isEmpty() ? 3_200 : 0));

        assertThat(beganMillis).containsExactly(0L, 3_200L, 4_200L, 5_000L);
    }

    @Test
    void endsWhenTheRoundSaysSo() throws InterruptedException {
        rounds.run(SECOND, null, () -> round(0) && beganMillis.size() < 3);

        assertThat(beganMillis).containsExactly(0L, 1_000L, 2_000L);
    }

    private boolean round(long tookMillis) {
        beganMillis.add(Duration.ofNanos(nowNanos).toMillis());
        nowNanos += Duration.ofMillis(tookMillis).toNanos();
        return true;
    }
}
