package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.State;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** Both ways to show how a drain comes on. */
class ProgressTest {

    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text);

    @Test
    void plainLinesComeAtEachChangeOfStateAndEveryFiveSeconds() {
        PlainProgress plain = new PlainProgress(out);
        plain.show(sample(State.LAME_DUCK, 3, 0));
        plain.show(sample(State.LAME_DUCK, 3, 250));
        plain.show(sample(State.DRAINING, 2, 1_000));
        plain.show(sample(State.DRAINING, 2, 5_999));
        plain.show(sample(State.DRAINING, 1, 6_000));

        assertThat(text.toString().lines())
                .containsExactly(
                        "   0.0 s  LAME_DUCK     3 in flight    60 s left  quiet 0.4 s  oldest 2.5 s GET /shop/slow",
                        "   1.0 s  DRAINING      2 in flight    59 s left  oldest 2.5 s GET /shop/slow",
                        "   6.0 s  DRAINING      1 in flight    54 s left  oldest 2.5 s GET /shop/slow");
    }

    @Test
    void aTerminalsLineIsRedrawnAndStaysWhenTheStateChanges() {
        LiveProgress live = new LiveProgress(out, Ansi.OFF);
        live.show(sample(State.DRAINING, 2, 0));
        live.show(sample(State.DRAINING, 1, 250));
        live.show(sample(State.DRAINED, 0, 500));
        live.end();
        live.end();

        assertThat(text.toString().replace("\r\u001B[K", "<"))
                .isEqualToNormalizingNewlines("<DRAINING      2 in flight    60 s left  oldest 2.5 s GET /shop/slow"
                        + "<DRAINING      1 in flight    60 s left  oldest 2.5 s GET /shop/slow\n"
                        + "<DRAINED       0 in flight    60 s left\n");
    }

    @Test
    void aTerminalsLineNeverWraps() {
        new LiveProgress(out, Ansi.OFF).show(sample(State.DRAINING, 1, 0, "GET /" + "x".repeat(200)));

        assertThat(text.toString().replace("\r\u001B[K", "")).hasSize(79).endsWith("xxx~");
    }

    @Test
    void anUnknownOldestIsLeftOut() {
        new PlainProgress(out).show(sample(State.DRAINING, 501, 0, null));

        assertThat(text.toString()).endsWith("501 in flight    60 s left  oldest 2.5 s" + System.lineSeparator());
    }

    private static Sample sample(State state, int inFlight, long elapsedMillis) {
        return sample(state, inFlight, elapsedMillis, "GET /shop/slow");
    }

    private static Sample sample(State state, int inFlight, long elapsedMillis, @Nullable String oldest) {
        return new Sample(
                state, inFlight, inFlight == 0 ? 0 : 2_500, oldest, 400, elapsedMillis, 60_000 - elapsedMillis);
    }
}
