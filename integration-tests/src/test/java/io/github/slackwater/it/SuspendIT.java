package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.slackwater.core.State;
import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.Suspension;
import io.github.slackwater.rig.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that is told to suspend, and to resume, by its administrator, who does not know of Slackwater. */
class SuspendIT extends OnServer {

    private static final Duration SLOW = Duration.ofSeconds(5);
    private static final Duration BOUND = Duration.ofSeconds(60);

    private Suspension suspension;

    @BeforeEach
    void assumeSuspension() {
        suspension = server.admin().suspension().orElseGet(() -> abort(server.name() + " has no suspend"));
    }

    /** Before Slackwater is asked whether it serves: a gate of the server's own would refuse. */
    @AfterEach
    void resume() {
        if (suspension != null) {
            suspension.resume();
        }
    }

    @Test
    void requestsInFlightFinishWithTheirRightAnswersAndTheServerIsWatchedMeanwhile() throws Exception {
        try (InFlight slow = InFlight.begin(
                        server, SLOW, RequestKind.SLOW, RequestKind.SLOW, RequestKind.ASYNC, RequestKind.ASYNC);
                Background<State> suspend = Background.run(() -> {
                    suspension.suspend();
                    return server.lifecycle().getState();
                })) {
            awaitState(State.LAME_DUCK);
            assertThat(server.get("/shop/catalog").statusCode()).isEqualTo(200);
            assertThat(server.get("/slackwater/ready").statusCode()).isEqualTo(503);
            awaitState(State.DRAINING);
            assertThat(server.lifecycle().status().inFlight()).isEqualTo(4);
            assertThat(server.get("/shop/catalog").headers().firstValue("Retry-After"))
                    .contains("5");

            assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);
            assertThat(suspend.result(BOUND)).isEqualTo(State.DRAINED);
        }
        assertThat(server.get("/shop/catalog").statusCode()).isEqualTo(503);
    }

    @Test
    void aSuspensionAndAResumeLoseNothingUnderLoad() throws Exception {
        try (BalancedLoad load = BalancedLoad.start(server, 50)) {
            await().atMost(SOON)
                    .until(() -> load.snapshot().counts(RequestKind.SLOW).inFlight() >= 2
                            && load.snapshot().counts(RequestKind.ASYNC).inFlight() >= 1);
            suspension.suspend();
            assertThat(server.lifecycle().getState()).isEqualTo(State.DRAINED);
            suspension.resume();
            assertThat(server.lifecycle().getState()).isEqualTo(State.SERVING);

            long before = load.snapshot().ok();
            await().atMost(SOON).until(() -> load.snapshot().ok() > before + 50);
            LoadReport report = load.finish(BOUND);
            System.out.println(server.name() + ", suspend, resume: " + report.summary() + " held=" + report.held());
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
            assertThat(report.held()).isPositive();
        }
    }

    @Test
    void whatAnOperatorHasDrainedBeforeStaysDrainedAfterTheResume() {
        assertThat(server.lifecycle().drain(10).state()).isEqualTo(State.DRAINED);

        suspension.suspend();
        suspension.resume();

        assertThat(server.lifecycle().getState()).isEqualTo(State.DRAINED);
        assertThat(server.get("/shop/catalog").headers().firstValue("Retry-After"))
                .contains("5");
    }
}
