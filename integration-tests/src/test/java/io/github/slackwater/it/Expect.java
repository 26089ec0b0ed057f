package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.State;

/** What several tests expect. */
final class Expect {

    private Expect() {}

    /** Open, and nothing of an earlier test in flight. */
    static void serving(LifecycleMXBean lifecycle) {
        state(lifecycle, State.SERVING);
        assertThat(lifecycle.getActiveRequests()).isZero();
    }

    static void state(LifecycleMXBean lifecycle, State state) {
        assertThat(lifecycle.getState()).isEqualTo(state);
    }
}
