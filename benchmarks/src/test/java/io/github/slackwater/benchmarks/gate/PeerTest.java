package io.github.slackwater.benchmarks.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That each peer does what is measured of it. */
@Timeout(60)
class PeerTest {

    @ParameterizedTest
    @EnumSource
    void letsRequestsThroughOneByOneAndTogether(Peer.Kind kind) {
        Peer peer = kind.create();

        Object first = peer.enter();
        peer.pass();
        peer.leave(first);
    }

    @ParameterizedTest
    @EnumSource
    void aDrainEndsWhenTheLastRequestHasLeft(Waiter waiter) throws Exception {
        Peer peer = waiter.create();
        Object last = peer.enter();
        FutureTask<Void> drain = new FutureTask<>(() -> {
            peer.drain();
            return null;
        });
        Thread thread = new Thread(drain);
        thread.start();
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            assertThat(drain).as("with a request in flight").isNotDone();
            Thread.onSpinWait();
        }

        peer.leave(last);

        assertThat(drain.get()).isNull();
        peer.close(last);
    }

    @Test
    void slackwaterAloneListsWhatIsInFlight() {
        for (Peer.Kind kind : Peer.Kind.values()) {
            Peer peer = kind.create();
            Object request = peer.enter();
            assertThat(peer.list()).as(kind.name()).isEqualTo(kind == Peer.Kind.SLACKWATER ? 1 : 0);
            peer.leave(request);
        }
    }
}
