package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalSizeTest {

    @Test
    void isWhatSttyTells() {
        assertThat(TerminalSize.parse("50 120\n")).isEqualTo(new TerminalSize(120, 50));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0\n", "stty: 'standard input': Inappropriate ioctl for device\n"})
    void isTheUsualOneWhereNobodyKnows(String told) {
        assertThat(TerminalSize.parse(told)).isEqualTo(TerminalSize.USUAL);
    }
}
