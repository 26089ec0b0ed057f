package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What those hear who listen to a drain. */
class DrainNewsTest extends DrainFixture {

    @Test
    void listenersHearOfEachMoveInOrder() {
        List<String> heard = new ArrayList<>();
        shop.addListener(new LifecycleListener() {
            @Override
            public void stateChanged(Lifecycle lifecycle, State from, State to, long drain) {
                heard.add(from + ">" + to + " " + drain);
            }

            @Override
            public void drainEnded(Lifecycle lifecycle, DrainReport report) {
                heard.add(report.outcome() + " " + report.drain());
            }
        });
        ActiveRequest slow = enter();
        drain(3);
        drain(5);
        time.advance(Duration.ofSeconds(3));
        slow.leave();
        shop.bean().resume();
        time.runDue();

        assertThat(heard)
                .containsExactly(
                        "SERVING>LAME_DUCK 1",
                        "LAME_DUCK>DRAINING 1",
                        "TIMED_OUT 1",
                        "DRAINING>DRAINED 1",
                        "DRAINED 1",
                        "DRAINED>SERVING 1");
    }

    @Test
    void whoWaitsIsWokenBeforeTheNewsIsHandedOn() {
        ActiveRequest slow = enter();
        var report = close(30);
        time.runDue();
        List<Boolean> handedOn = new ArrayList<>();
        report.thenRun(() -> handedOn.add(time.pendingDelays().contains(Duration.ZERO)));

        slow.leave();
        handedOn.add(time.pendingDelays().contains(Duration.ZERO));

        assertThat(handedOn).containsExactly(false, true);
    }

    @Test
    void aListenerThatFailsKeepsNoNewsFromTheOthers() {
        List<State> heard = new ArrayList<>();
        shop.addListener(new LifecycleListener() {
            @Override
            public void stateChanged(Lifecycle lifecycle, State from, State to, long drain) {
                throw new IllegalStateException("on purpose");
            }
        });
        shop.addListener(new LifecycleListener() {
            @Override
            public void stateChanged(Lifecycle lifecycle, State from, State to, long drain) {
                heard.add(to);
            }
        });

        close(1);
        time.runDue();

        assertThat(heard).containsExactly(State.DRAINING, State.DRAINED);
    }

    @Test
    void whoListensNoMoreHearsNoMore() {
        List<State> heard = new ArrayList<>();
        LifecycleListener listener = new LifecycleListener() {
            @Override
            public void stateChanged(Lifecycle lifecycle, State from, State to, long drain) {
                heard.add(to);
            }
        };
        shop.addListener(listener);
        shop.removeListener(listener);

        close(0);
        time.runDue();

        assertThat(heard).isEmpty();
    }
}
