package io.github.slackwater.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesTest {
    @Test
    void fewNumbersAreAllShown() {
        assertThat(upTo(0)).hasToString("");
        assertThat(upTo(1)).hasToString("1");
        assertThat(upTo(5)).hasToString("1 2 3 4 5");
    }

    @Test
    void ofManyTheFirstAndTheLastAreShownAndSomeInBetween() {
        assertThat(upTo(6)).hasToString("1 2 3 4 6");
        assertThat(upTo(120)).hasToString("1 30 60 90 120");
    }

    private static Series upTo(int last) {
        Series series = new Series();
        IntStream.rangeClosed(1, last).forEach(series::add);
        return series;
    }
}
