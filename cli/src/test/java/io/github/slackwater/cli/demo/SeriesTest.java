package io.github.slackwater.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesTest {
    @Test
    void fewNumbersAreAllShown() {
        assertThat(upTo(0)).hasToString("");
        assertThat(upTo(1)).hasToString("1");
        assertThat(upTo(8)).hasToString("1 2 3 4 5 6 7 8");
    }

    @Test
    void ofManyTheFirstAndTheLastAreShownAndSomeInBetween() {
        assertThat(upTo(9)).hasToString("1 2 3 4 5 6 7 9");
        assertThat(upTo(120)).hasToString("1 18 35 52 69 86 103 120");
    }

    private static Series upTo(int last) {
        Series series = new Series();
        IntStream.rangeClosed(1, last).forEach(series::add);
        return series;
    }
}
