package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.core.State;
import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.ServerOptions;
import io.github.slackwater.rig.Verdict;
import io.github.slackwater.rig.WildFlyServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Behind a gate of the server, with requests parked and others in flight: the whole server stops. */
@Timeout(240)
class ServerGateStopIT {

    private static final Duration SLOW = Duration.ofSeconds(8);
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int PARKED = 20;

    /** 128 + 15: ended by SIGTERM. */
    private static final int ENDED_BY_SIGTERM = 143;

    @Test
    void theParkedAreToldToComeAgainAndThoseInFlightFinish() throws Exception {
        try (LaunchedServer launched = LaunchedServer.behindAServerGate(
                ServerOptions.defaults().property("slackwater.when-draining", "park"))) {
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
            List<ParkedCall> parked = IntStream.range(0, PARKED)
                    .mapToObj(i -> ParkedCall.get(server, "/catalog"))
                    .toList();
            await().atMost(OnServer.SOON).until(() -> server.shop().getParkedRequests() == PARKED);
            long start = System.nanoTime();
            try (Background<Object> stopping = Background.run(stop::run)) {
                List<String> answers =
                        parked.stream().map(ParkedCall::lowerCaseAnswer).toList();
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                List<Answer> finished = slow.answers();
                Object result = stopping.result(BOUND);
                System.out.printf(
                        "%s, %s with %d parked and 2 in flight: 503 after %d ms, in flight %s, done after %d ms%n",
                        server.name(),
                        how,
                        PARKED,
                        took.toMillis(),
                        finished.stream().map(Answer::verdict).toList(),
                        Duration.ofNanos(System.nanoTime() - start).toMillis());
                assertThat(answers)
                        .allSatisfy(answer ->
                                assertThat(answer).startsWith("http/1.1 503").contains("\r\nretry-after: 5\r\n"));
                assertThat(finished).extracting(Answer::verdict).containsOnly(Verdict.OK);
                return result;
            } finally {
                parked.forEach(ParkedCall::close);
            }
        }
    }

    private interface Stop {
        Object run() throws Exception;
    }
}
