package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.Outcome;
import io.github.slackwater.core.State;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.Verdict;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.management.InstanceNotFoundException;
import org.junit.jupiter.api.Test;

/** Drains of the server and of one application, over remote JMX, with requests in flight. */
class DrainIT extends OnServer {

    private static final Duration SLOW = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void requestsInFlightFinishWithTheirRightAnswersAndLateOnesAreRefused() throws Exception {
        try (InFlight slow = InFlight.begin(server, SLOW, RequestKind.SLOW, RequestKind.SLOW, RequestKind.ASYNC);
                Upload upload = Upload.begin(server);
                Background<DrainReport> drain =
                        Background.run(() -> server.lifecycle().drain(30))) {
            awaitState(State.DRAINING);
            assertThat(server.lifecycle().getActiveRequests()).isEqualTo(4);

            HttpResponse<String> late = server.get("/shop/catalog");
            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(late.headers().firstValue("Retry-After")).contains("5");
            assertThat(late.headers().firstValue("Connection")).contains("close");
            assertThat(late.body()).isNotBlank().hasSizeLessThan(1_000);
            HttpResponse<String> json = server.send(
                    HttpRequest.newBuilder(server.http("/shop/catalog")).header("Accept", "application/json"));
            assertThat(json.statusCode()).isEqualTo(503);
            assertThat(json.headers().firstValue("Content-Type").orElse("")).contains("json");
            assertThat(json.body()).startsWith("{");

            assertThat(upload.finish()).startsWith("HTTP/1.1 200").contains(upload.proof());
            assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);

            DrainReport report = drain.result(LONG);
            assertThat(report.outcome()).isEqualTo(Outcome.DRAINED);
            assertThat(report.state()).isEqualTo(State.DRAINED);
            assertThat(report.inFlight()).isZero();
            assertThat(report.stragglers()).isEmpty();
            assertThat(report.rejected()).isEqualTo(2);
            assertThat(report.elapsedMillis()).isBetween(1_000L, 10_000L);
            assertThat(server.lifecycle().status().lastDrain()).isEqualTo(report);
        }
    }

    @Test
    void whileAnnouncingRequestsAreStillAdmittedAndAskedToCloseTheirConnections() {
        server.lifecycle().lameDuck();

        HttpResponse<String> answer = server.get("/shop/catalog");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Connection")).contains("close");
        assertThat(server.lifecycle().getState()).isEqualTo(State.LAME_DUCK);
        assertThat(server.lifecycle().resume().state()).isEqualTo(State.SERVING);
        assertThat(server.get("/shop/catalog").headers().firstValue("Connection"))
                .isNotEqualTo(answer.headers().firstValue("Connection"));
    }

    @Test
    void aDrainOfOneApplicationLeavesTheServerServing() {
        DrainReport report = server.shop().drain(10);

        assertThat(report.outcome()).isEqualTo(Outcome.DRAINED);
        assertThat(server.get("/shop/catalog").statusCode()).isEqualTo(503);
        assertThat(server.lifecycle().getState()).isEqualTo(State.SERVING);
        assertThat(server.get("/slackwater/ready").statusCode()).isEqualTo(200);
        assertThat(server.get("/slackwater/ready/shop").statusCode()).isEqualTo(503);
        assertThat(server.shop().resume().state()).isEqualTo(State.SERVING);
        assertThat(server.get("/shop/catalog").statusCode()).isEqualTo(200);
        assertThat(server.get("/slackwater/ready/shop").statusCode()).isEqualTo(200);
    }

    @Test
    void aResumeWakesTheOneWhoWaitsAndNothingIsLost() throws Exception {
        try (InFlight slow = InFlight.begin(server, Duration.ofSeconds(5), RequestKind.SLOW);
                Background<DrainReport> drain =
                        Background.run(() -> server.lifecycle().drain(60))) {
            awaitState(State.DRAINING);
            long resumed = System.nanoTime();
            assertThat(server.lifecycle().resume().state()).isEqualTo(State.SERVING);

            DrainReport report = drain.result(SOON);
            assertThat(report.outcome()).isEqualTo(Outcome.CANCELLED);
            assertThat(Duration.ofNanos(System.nanoTime() - resumed)).isLessThan(Duration.ofSeconds(3));
            assertThat(server.get("/shop/catalog").statusCode()).isEqualTo(200);
            assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);
        }
    }

    @Test
    void aSecondDrainJoinsTheFirstWithItsOwnTimeout() throws Exception {
        try (InFlight slow = InFlight.begin(server, Duration.ofSeconds(6), RequestKind.SLOW);
                Background<DrainReport> first =
                        Background.run(() -> server.lifecycle().drain(60))) {
            awaitState(State.DRAINING);

            DrainReport second = server.lifecycle().drain(1);
            assertThat(second.outcome()).isEqualTo(Outcome.TIMED_OUT);
            assertThat(second.timeoutSeconds()).isEqualTo(1);
            assertThat(first.isDone()).isFalse();

            DrainReport report = first.result(LONG);
            assertThat(report.outcome()).isEqualTo(Outcome.DRAINED);
            assertThat(report.drain()).isEqualTo(second.drain());
            assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);
        }
    }

    @Test
    void aDrainThatIsOnlyBegunCanBeFollowedByItsStatus() throws Exception {
        try (InFlight slow = InFlight.begin(server, SLOW, RequestKind.ASYNC)) {
            DrainReport begun = server.lifecycle().beginDrain(30);
            assertThat(begun.outcome()).isEqualTo(Outcome.IN_PROGRESS);
            assertThat(begun.inFlight()).isEqualTo(1);

            await().atMost(LONG).until(() -> server.lifecycle().getState() == State.DRAINED);
            assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    server.lifecycle().status().lastDrain().outcome())
                            .isEqualTo(Outcome.DRAINED));
        }
    }

    @Test
    void aTimeoutOutOfRangeIsRefusedByValueAndNothingChanges() {
        for (int timeout : new int[] {-1, 86_401, 90_000}) {
            String expected = "timeoutSeconds: %d (expected 0..86400)".formatted(timeout);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> server.lifecycle().drain(timeout))
                    .withMessage(expected);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> server.lifecycle().beginDrain(timeout))
                    .withMessage(expected);
        }
        assertThat(server.lifecycle().getState()).isEqualTo(State.SERVING);
        assertThat(server.get("/shop/catalog").statusCode()).isEqualTo(200);
    }

    @Test
    void anUnknownApplicationAndAnUnknownRequestAreNamedInTheError() {
        assertThatThrownBy(() -> LifecycleMBeans.application(server.jmx(), "nowhere"))
                .isInstanceOf(InstanceNotFoundException.class)
                .hasMessageContaining("nowhere");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.lifecycle().threadDump("shop-no-such"))
                .withMessageContaining("shop-no-such");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.lifecycle().interrupt("shop-no-such"))
                .withMessageContaining("shop-no-such");
        assertThat(server.get("/slackwater/ready/nowhere").statusCode()).isEqualTo(503);
    }
}
