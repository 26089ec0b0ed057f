package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "/cart", "/a b/~", "/caf\u00e9/\ud83d\ude00"})
    void whatCanBeReadStaysAsItIs(String text) {
        assertThat(OneLine.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'a\nb', a\\u000ab",
        "'a\r\nb', a\\u000d\\u000ab",
        "'\u001b[2J', \\u001b[2J",
        "'\u007f', \\u007f",
        "'x\u202ey', x\\u202ey",
        "'x\ud800y', x\\ud800y",
        "'x\u2028y', x\\u2028y",
    })
    void whatWouldBreakALineOrMisleadIsWrittenOut(String text, String shown) {
        assertThat(OneLine.of(text)).isEqualTo(shown);
    }

    @Test
    void aLongTextIsCutAndSaysHowLongItWas() {
        assertThat(OneLine.of("x".repeat(500))).hasSize(500);
        assertThat(OneLine.of("x".repeat(501))).isEqualTo("x".repeat(500) + "... (501 characters)");
        assertThat(OneLine.of("\n".repeat(65_536))).hasSizeLessThan(3_100).endsWith("... (65536 characters)");
    }
}
