package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveScreenTest {

    private final StringWriter text = new StringWriter();

    @Test
    void drawsInPlaceOfWhatWasDrawnBefore() {
        try (LiveScreen screen = new LiveScreen(new PrintWriter(text))) {
            screen.draw(List.of("one", "two"), TerminalSize.USUAL);
            screen.draw(List.of("three"), TerminalSize.USUAL);
            screen.draw(List.of("four"), TerminalSize.USUAL);
        }

        assertThat(readable()).isEqualTo("one<K>\ntwo<K>\n<J><2A>\rthree<K>\n<J><1A>\rfour<K>\n<J>");
    }

    @Test
    void afterTheTerminalWasResizedItBeginsAnew() {
        try (LiveScreen screen = new LiveScreen(new PrintWriter(text))) {
            screen.draw(List.of("one"), new TerminalSize(80, 24));
            screen.draw(List.of("one"), new TerminalSize(40, 24));
        }

        assertThat(readable()).isEqualTo("one<K>\n<J><H><2J>one<K>\n<J>");
    }

    @Test
    void leavesOutWhatTheTerminalCannotShow() {
        try (LiveScreen screen = new LiveScreen(new PrintWriter(text))) {
            screen.draw(List.of("one", "two", "three", "four"), new TerminalSize(80, 4));
        }

        assertThat(readable()).isEqualTo("one<K>\ntwo<K>\n... 2 more<K>\n<J>");
    }

    private String readable() {
        return text.toString().replaceAll("\u001B\\[(\\d*[A-Z])", "<$1>");
    }
}
