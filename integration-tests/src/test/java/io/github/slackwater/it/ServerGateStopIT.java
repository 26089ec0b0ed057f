package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.slackwater.core.State;
import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.DomainServer;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.ServerOptions;
import io.github.slackwater.rig.Verdict;
import io.github.slackwater.rig.WildFlyServer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Behind a gate of the server, with requests parked and others in flight: the whole server stops. */
@Timeout(180)
class ServerGateStopIT {

    private static final Duration SLOW = Duration.ofSeconds(8);
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int PARKED = 20;

    /** 128 + 15: ended by SIGTERM. */
    private static final int ENDED_BY_SIGTERM = 143;

    @Test
    void theParkedAreToldToComeAgainAndThoseInFlightFinish() throws Exception {
        try (LaunchedServer launched = launch()) {
            if (launched.process() instanceof WildFlyServer wildfly) {
                stop(launched, ":suspend", () -> wildfly.cli(":suspend(suspend-timeout=60)"));
                String unused = wildfly.cli(":resume");
                serves(launched.server());
                stop(launched, ":reload", () -> wildfly.cli(":reload"));
                await().atMost(BOUND)
                        .ignoreExceptions()
                        .until(() -> launched.server().get("/shop/catalog").statusCode() == 200);
                try (ServerUnderTest again = new ServerUnderTest(
                        launched.server().address(), launched.server().admin())) {
                    serves(again);
                    terminate(launched, again);
                }
            } else {
                terminate(launched, launched.server());
            }
        }
    }

    @Test
    void theSameWhenTheServersOwnCommandStopsIt() throws Exception {
        try (LaunchedServer launched = launch()) {
            if (launched.process() instanceof WildFlyServer wildfly) {
                stop(launched, ":shutdown", () -> wildfly.cli(":shutdown"));
            } else if (launched.process() instanceof DomainServer domain) {
                stop(launched, "stop-domain", domain::stopDomain);
            } else {
                abort(launched.server().name() + " has no command that stops it");
            }
            await().atMost(BOUND).until(() -> !launched.process().isAlive());
            assertThat(launched.server().log().complaints(0)).isEmpty();
        }
    }

    /** The redeploy may be carried out or not. */
    @Test
    void theSameInTheMiddleOfARedeploy() throws Exception {
        try (LaunchedServer launched = launch();
                InFlight slow = InFlight.begin(launched.server(), SLOW, RequestKind.SLOW, RequestKind.ASYNC);
                Background<Boolean> redeploying = Background.run(() -> {
                    launched.server().admin().redeploy(ServerUnderTest.SHOP, Artifacts.shop());
                    return true;
                })) {
            await().atMost(OnServer.SOON).until(() -> launched.server().shop().getState() == State.DRAINING);
            assertThat(stop(launched.server(), slow, "SIGTERM during a redeploy", () -> launched.terminate(BOUND)))
                    .isEqualTo(ENDED_BY_SIGTERM);
            await().atMost(BOUND).until(redeploying::isDone);
        }
    }

    private static LaunchedServer launch() {
        return LaunchedServer.behindAServerGate(ServerOptions.defaults().property("slackwater.when-draining", "park"));
    }

    private static void serves(ServerUnderTest server) {
        server.shop().resume();
        await().atMost(BOUND).untilAsserted(() -> {
            Expect.serving(server.lifecycle());
            Expect.serving(server.shop());
        });
        assertThat(server.lifecycle().status().adapter()).startsWith("server gate");
    }

    private static void terminate(LaunchedServer launched, ServerUnderTest server) throws Exception {
        assertThat(stop(server, "SIGTERM", () -> launched.terminate(BOUND))).isEqualTo(ENDED_BY_SIGTERM);
        assertThat(server.log().complaints(0)).isEmpty();
    }

    private static void stop(LaunchedServer launched, String how, Stop stop) throws Exception {
        Object unused = stop(launched.server(), how, stop);
    }

    private static Object stop(ServerUnderTest server, String how, Stop stop) throws Exception {
        try (InFlight slow = InFlight.begin(server, SLOW, RequestKind.SLOW, RequestKind.ASYNC)) {
            server.shop().beginDrain(0);
            await().atMost(OnServer.SOON).until(() -> server.shop().getState() == State.DRAINING);
            return stop(server, slow, how, stop);
        }
    }

    private static Object stop(ServerUnderTest server, InFlight slow, String how, Stop stop) throws Exception {
        List<ParkedCall> parked = IntStream.range(0, PARKED)
                .mapToObj(i -> ParkedCall.getAndStay(server, "/catalog"))
                .toList();
        await().atMost(OnServer.SOON).until(() -> server.shop().getParkedRequests() == PARKED);
        long start = System.nanoTime();
        try (Background<Object> stopping = Background.run(stop::run)) {
            List<String> answers =
                    parked.stream().map(ParkedCall::lowerCaseAnswer).toList();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            List<String> late = comeWhile(slow, server);
            List<Answer> finished = slow.answers();
            Object result = stopping.result(BOUND);
            System.out.printf(
                    "%s, %s with %d parked and 2 in flight: 503 after %d ms, %d later ones refused, in flight %s,"
                            + " done after %d ms%n",
                    server.name(),
                    how,
                    PARKED,
                    took.toMillis(),
                    late.size(),
                    finished.stream().map(Answer::verdict).toList(),
                    Duration.ofNanos(System.nanoTime() - start).toMillis());
            assertThat(answers).allSatisfy(ServerGateStopIT::refuses);
            assertThat(late).isNotEmpty().allSatisfy(ServerGateStopIT::refuses);
            assertThat(finished).extracting(Answer::verdict).containsOnly(Verdict.OK);
            return result;
        } finally {
            parked.forEach(ParkedCall::close);
        }
    }

    /** The answers to those who come while others are in flight; the server is not ready all that time. */
    private static List<String> comeWhile(InFlight slow, ServerUnderTest server) throws Exception {
        List<String> answers = new ArrayList<>();
        while (slow.areAllUnderWay()) {
            try (ParkedCall call = ParkedCall.getAndStay(server, "/catalog")) {
                String answer = call.lowerCaseAnswer();
                int ready = server.get("/slackwater/ready").statusCode();
                if (slow.areAllUnderWay()) {
                    answers.add(answer);
                    assertThat(ready).isEqualTo(503);
                }
            } catch (UncheckedIOException e) {
                // Once they are answered the server goes.
                if (slow.areAllUnderWay()) {
                    throw e;
                }
            }
            Thread.sleep(100);
        }
        return answers;
    }

    /** To be told so, and with the connection closed; the answer would not be complete otherwise. */
    private static void refuses(String answer) {
        assertThat(answer)
                .startsWith("http/1.1 503")
                .contains("\r\nretry-after: 5\r\n")
                .contains("\r\nconnection: close\r\n");
    }

    private interface Stop {
        Object run() throws Exception;
    }
}
