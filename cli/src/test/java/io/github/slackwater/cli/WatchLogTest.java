package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.Outcome;
import io.github.slackwater.core.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchLogTest {

    private final WatchLog log = new WatchLog();

    @Test
    void aLineAtEveryChangeOfStateAndNoneBetween() {
        see(Views.gate("shop", State.SERVING, "t1", 0, 0, null));
        assertThat(see(Views.gate("shop", State.SERVING, "t1", 3, 0, null))).isEmpty();

        assertThat(see(Views.gate("shop", State.DRAINING, "t2", 3, 1, null)))
                .containsExactly("2026-01-02T03:04:05Z  a:1  shop  DRAINING"
                        + "  in flight 3  parked 41  oldest 12.3 s GET /shop/slow  drain 1 IN_PROGRESS");
        assertThat(see(Views.gate("shop", State.DRAINING, "t2", 3, 1, Outcome.TIMED_OUT)))
                .singleElement()
                .asString()
                .endsWith("drain 1 TIMED_OUT: TIMED_OUT after 0.4 s");
    }

    @Test
    void aDrainThatIsOverWhenItIsSeenIsToldToo() {
        see(Views.gate("shop", State.SERVING, "t1", 0, 0, null));

        assertThat(see(Views.gate("shop", State.SERVING, "t3", 0, 1, Outcome.DRAINED)))
                .containsExactly("2026-01-02T03:04:05Z  a:1  shop  SERVING"
                        + "  in flight 0  parked 41  drain 1 DRAINED: DRAINED after 0.4 s");
    }

    @Test
    void anApplicationGoesAndComesBack() {
        see(Views.gate("shop", State.SERVING, "t1", 0, 0, null));

        assertThat(see(GateView.gone("shop"))).containsExactly("2026-01-02T03:04:05Z  a:1  shop  gone");
        assertThat(see(Views.gate("shop", State.SERVING, "t2", 0, 0, null))).hasSize(1);
    }

    @Test
    void aServerThatGoesIsToldOnceAndAllOfItAgainWhenItComesBack() {
        Sight<ServerView> gone = Views.without("a:1", Reach.UNREACHABLE, "connection refused");
        see(Views.gate("shop", State.SERVING, "t1", 0, 0, null));

        assertThat(log.changes(List.of(gone)))
                .containsExactly("2026-01-02T03:04:05Z  a:1  -  UNREACHABLE  connection refused");
        assertThat(log.changes(List.of(gone))).isEmpty();
        assertThat(see(Views.gate("shop", State.SERVING, "t1", 0, 0, null))).hasSize(1);
    }

    private List<String> see(GateView shop) {
        return log.changes(List.of(Views.connected("a:1", shop)));
    }
}
