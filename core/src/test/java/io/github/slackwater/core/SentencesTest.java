package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentencesTest {

    @ParameterizedTest
    @CsvSource({"0, 0.0 s", "49, 0.0 s", "50, 0.1 s", "1500, 1.5 s", "59949, 59.9 s", "59950, 60.0 s"})
    void secondsAreRoundedToTheNextTenth(long millis, String elapsed) {
        assertThat(Sentences.about(Outcome.CANCELLED, 0, 0, 0, 0, millis))
                .isEqualTo("cancelled by a resume after " + elapsed + ": open again");
    }

    @Test
    void whatDidNotHappenIsNotTold() {
        assertThat(Sentences.about(Outcome.DRAINED, 0, 1, 0, 0, 0))
                .isEqualTo("drained in 0.0 s: nothing in flight, 1 request refused");
        assertThat(Sentences.about(Outcome.DRAINED, 0, 2, 3, 4, 0))
                .isEqualTo("drained in 0.0 s: nothing in flight, 2 requests refused, 3 parked, 4 long-lived ended");
        assertThat(Sentences.about(Outcome.TIMED_OUT, 1, 0, 0, 0, 1_000))
                .isEqualTo("timed out after 1.0 s: 1 request still in flight, the gate stays closed until resume()");
        assertThat(Sentences.about(Outcome.IN_PROGRESS, 2, 0, 0, 0, 1_000))
                .isEqualTo("under way for 1.0 s: 2 requests in flight");
    }
}
