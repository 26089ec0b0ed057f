package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.core.State;
import java.time.Duration;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A test on the server of this run, with Slackwater and the shop deployed. Each test finds it serving, and leaves it so. Those
 * that launch a server of their own run beside them.
 */
@ExtendWith(ArquillianExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(120)
abstract class OnServer {

    /** What is to come about at once; a busy machine may take its time for it. */
    static final Duration SOON = Duration.ofSeconds(30);

    @ArquillianResource
    ServerUnderTest server;

    @BeforeEach
    void everythingServes() {
        awaitServing();
    }

    @AfterEach
    void everythingServesAgain() {
        server.lifecycle().resume();
        server.shop().resume();
        awaitServing();
    }

    private void awaitServing() {
        await().atMost(SOON).untilAsserted(() -> {
            Expect.serving(server.lifecycle());
            Expect.serving(server.shop());
            // A gate of the server outlives the shop, and what an earlier test has left in flight.
            assertThat(server.shop().getActiveRequests()).isZero();
        });
    }

    /** Waits until it is so, and fails if it does not come about soon. */
    void awaitState(State state) {
        await().atMost(SOON).until(() -> server.lifecycle().getState() == state);
    }
}
