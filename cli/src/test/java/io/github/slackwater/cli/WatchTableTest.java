package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.Outcome;
import io.github.slackwater.core.State;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class WatchTableTest {

    private static final List<Sight<ServerView>> SIGHTS = List.of(
            Views.connected("a:8686", GateView.gone("bank"), Views.gate("shop", State.DRAINING, "t", 3, 4, null)),
            Views.without("b:8686", Reach.UNREACHABLE, "connection refused (expected a server with JMX on that port)"));

    @Test
    void aWideTerminalShowsTheOldestRequestBesideTheRest() {
        assertThat(WatchTable.lines(SIGHTS, Views.TIME, 119, Ansi.OFF))
                .containsExactly(
                        "slackwater watch  2026-01-02T03:04:05Z  2 servers  Ctrl-C ends",
                        "",
                        "SERVER  STATE     IN FLIGHT  PARKED  ADM/S  REJ/S  DRAIN          OLDEST",
                        "a:8686  -                 3      41    119    0.5  -              12.3 s GET /shop/slow",
                        "  bank  gone",
                        "  shop  DRAINING          3      41    119    0.5  4 IN_PROGRESS  12.3 s GET /shop/slow",
                        "b:8686  UNREACHABLE for 12 s: connection refused (expected a server with JMX on that port)");
    }

    @Test
    void aNarrowOneShowsItBelowAndNoLineWraps() {
        assertThat(WatchTable.lines(SIGHTS, Views.TIME, 79, Ansi.OFF))
                .containsExactly(
                        "slackwater watch  2026-01-02T03:04:05Z  2 servers  Ctrl-C ends",
                        "",
                        "SERVER  STATE     IN FLIGHT  PARKED  ADM/S  REJ/S  DRAIN",
                        "a:8686  -                 3      41    119    0.5  -",
                        "  bank  gone",
                        "  shop  DRAINING          3      41    119    0.5  4 IN_PROGRESS",
                        "  oldest: 12.3 s GET /shop/slow",
                        "b:8686  UNREACHABLE for 12 s: connection refused (expected a server with JMX o~");
    }

    @Test
    void aStateHasItsColour() {
        assertThat(WatchTable.lines(SIGHTS, Views.TIME, 119, Ansi.ON))
                .anyMatch(line -> line.startsWith("  shop  \u001B[33mDRAINING\u001B[0m          3"))
                .anyMatch(line -> line.startsWith("b:8686  \u001B[31mUNREACHABLE for 12 s: "));
    }

    @Test
    void aDrainThatEndedShowsItsOutcome() {
        assertThat(Views.gate("shop", State.DRAINING, "t", 1, 4, Outcome.TIMED_OUT)
                        .drainText())
                .isEqualTo("4 TIMED_OUT");
        assertThat(Views.gate("shop", State.SERVING, "t", 1, 4, null).drainText())
                .isEqualTo("4");
        assertThat(Views.gate("shop", State.SERVING, "t", 1, 0, null).drainText())
                .isEqualTo("-");
    }

    @Test
    void aLongAddressOrNameDoesNotPushTheFiguresOffTheScreen() {
        Sight<ServerView> sight = Views.connected(
                "service:jmx:rmi:///jndi/rmi://127.0.0.1:30196/jmxrmi",
                Views.gate("a-context-path-that-is-long", State.LAME_DUCK, "t", 3, 4, Outcome.TIMED_OUT));

        assertThat(WatchTable.lines(List.of(sight), Views.TIME, 79, Ansi.OFF))
                .anyMatch(line -> line.startsWith("127.0.0.1:30196 "))
                .anyMatch(line -> line.startsWith("  a-context-path-that~  LAME_DUCK"))
                .anyMatch(line -> line.endsWith("4 TIMED_OUT"))
                .noneMatch(line -> line.endsWith("~"));
    }
}
