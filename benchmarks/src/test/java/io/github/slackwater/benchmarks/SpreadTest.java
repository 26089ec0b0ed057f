package io.github.slackwater.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void theThreeFiguresAreOfWhatWasMeasured() {
        List<Duration> seconds = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> Duration.ofSeconds(101 - i))
                .toList();

        assertThat(Spread.of(seconds)).hasToString("50.00 s, 99.00 s, 100.00 s");
        assertThat(Spread.of(List.of(Duration.ofMillis(1_230)))).hasToString("1.23 s, 1.23 s, 1.23 s");
        assertThat(Spread.of(List.of())).hasToString("0.00 s, 0.00 s, 0.00 s");
    }
}
