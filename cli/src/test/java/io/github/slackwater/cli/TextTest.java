package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Help.Ansi;

class TextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "1999, 1.9 s",
        "99999, 99.9 s",
        "100000, 1 min 40 s",
        "3599999, 59 min 59 s",
        "3600000, 1 h 00 min",
        "86400000, 24 h 00 min"
    })
    void durations(long millis, String text) {
        assertThat(Text.duration(millis)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "12, 12 s", "99, 99 s", "100, 1 min 40 s", "496, 8 min 16 s"})
    void durationsThatAreRedrawnEverySecond(long seconds, String text) {
        assertThat(Text.wholeSeconds(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @Test
    void whatATerminalWouldObeyIsTakenOut() {
        assertThat(Text.harmless("a\u001B[31mb\nc\u009B\u202Ed")).isEqualTo("a?[31mb?c??d");
        assertThat(Text.harmless("/caf\u00e9/\uD83D\uDE00")).isEqualTo("/caf\u00e9/\uD83D\uDE00");
    }

    @Test
    void colourOnlyWhereItIsWanted() {
        assertThat(Text.state(State.SERVING, Ansi.OFF)).isEqualTo("SERVING");
        assertThat(Text.state(State.SERVING, Ansi.ON)).isEqualTo("\u001B[32mSERVING\u001B[0m");
    }
}
