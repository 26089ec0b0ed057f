package io.github.slackwater.benchmarks.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
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
    @EnumSource(names = {"SLACKWATER", "UNDERTOW", "JETTY", "WILDFLY"})
    void aDrainEndsWhenTheLastRequestHasLeft(Peer.Kind kind) {
        Peer peer = kind.create();
        Object last = peer.enter();
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        CompletableFuture<Boolean> sawItLeave = CompletableFuture.supplyAsync(() -> {
            try {
                peer.drain();
                return left.isDone();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        left.complete(true);
        peer.leave(last);

        assertThat(sawItLeave.join()).isTrue();
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
