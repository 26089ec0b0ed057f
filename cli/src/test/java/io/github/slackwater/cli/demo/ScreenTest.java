package io.github.slackwater.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

class ScreenTest {
    private static final String ESCAPE = "\u001B";
    /** What a redrawn line looks like in the end: only what comes after its last redrawing. */
    private static final String REDRAWN = "(?md)^.*\r\u001B\\[K";

    private final StringWriter printed = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void inTheEndATerminalAndALogShowTheSame(boolean terminal) {
        try (Screen screen = screen(terminal, Ansi.OFF)) {
            screen.heading("1 Plain", ": without");
            pass(Duration.ofSeconds(61));
            Screen.Step redeploy = screen.step("asadmin redeploy shop", () -> "sent 1");
            pass(Duration.ofMillis(4_260));
            redeploy.done("sent 7, failed 2");
            Screen.Step drain = screen.step("drain: DRAINING");
            drain.more(", in flight 9");
            drain.more(", in flight 9 4");
            pass(Duration.ofMillis(500));
            drain.done();
            screen.fact("drained", Duration.ofSeconds(3), "in all");
        }

        assertThat(printed.toString().replaceAll(REDRAWN, "")).isEqualToNormalizingNewlines("""
                1 Plain: without
                 1:01  asadmin redeploy shop                       4.3 s  sent 7, failed 2
                 1:05  drain: DRAINING, in flight 9 4              0.5 s
                 1:05  drained                                     3.0 s  in all
                """);
    }

    @Test
    void aTerminalShowsTheFiguresWhileTheStepLasts() {
        try (Screen screen = screen(true, Ansi.OFF)) {
            Screen.Step step = screen.step("load", () -> "sent 1");

            assertThat(printed.toString())
                    .contains("\r" + ESCAPE + "[K 0:00  load")
                    .endsWith("0.0 s  sent 1");
            step.more(" x".repeat(60));
            assertThat(printed.toString().substring(printed.toString().lastIndexOf(ESCAPE) + 3))
                    .hasSize(Screen.WIDTH);
        }
    }

    @Test
    void aLogShowsWhatIsBegun() {
        try (Screen screen = screen(false, Ansi.OFF)) {
            screen.step("load", () -> "sent 1");

            assertThat(printed).hasToString(" 0:00  load");
        }
    }

    @Test
    void coloursAreOnlyWhereTheyAreWanted() {
        try (Screen plain = screen(false, Ansi.OFF)) {
            plain.step("load").done("failed 1", Style.fg_red);
            assertThat(printed.toString()).doesNotContain(ESCAPE);
        }
        try (Screen coloured = screen(false, Ansi.ON)) {
            coloured.step("load").done("failed 1", Style.fg_red);
            assertThat(printed.toString()).contains(ESCAPE + "[31mfailed 1" + ESCAPE);
        }
    }

    @Test
    void afterTheLastWordNothingIsPrinted() {
        try (Screen screen = screen(false, Ansi.OFF)) {
            Screen.Step step = screen.step("load");
            screen.mute("Interrupted.");
            step.done("sent 7");
            screen.line("more");
            screen.step("more").done();
        }

        assertThat(printed.toString()).isEqualToNormalizingNewlines(" 0:00  load\nInterrupted.\n");
    }

    @Test
    void anEnumerationIsBrokenWhereTheLineEnds() {
        try (Screen screen = screen(false, Ansi.OFF)) {
            screen.enumerate(List.of("a".repeat(40), "b".repeat(36), "c"));
            screen.enumerate(List.of("d"));
        }

        assertThat(printed.toString())
                .isEqualToNormalizingNewlines("  " + "a".repeat(40) + ",\n  " + "b".repeat(36) + ", c\n  d\n");
    }

    private Screen screen(boolean terminal, Ansi ansi) {
        return new Screen(new PrintWriter(printed), terminal, ansi, nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
