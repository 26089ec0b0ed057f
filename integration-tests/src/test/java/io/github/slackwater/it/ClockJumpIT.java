package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.Outcome;
import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The wall clock of a server is set by an hour, ahead and back, in the middle of what takes time. Run by {@code
 * integration-tests/clock-jump}, which preloads a clock that can be set.
 *
 * <p>Ahead only where the server itself bears it. What a listener of Payara has had in hand for longer than {@code
 * request-timeout-seconds} (900) it ends by an interrupt, be it a request or a command of the administration; WildFly gives up
 * an operation that waits longer than 300 s for a service to be removed (WFLYCTL0345). Both take the time from the wall clock.
 */
@EnabledIfEnvironmentVariable(named = WallClock.VARIABLE, matches = ".+")
class ClockJumpIT extends BehindAGate {

    private static final Duration HOUR = Duration.ofHours(1);

    /** How far the clock is ahead of the true time, one after the other: less each time. */
    private static final List<Duration> BACK = List.of(HOUR.negated(), HOUR.multipliedBy(-2));

    private WallClock clock;

    @BeforeEach
    void itHasAClock() {
        clock = new WallClock(launched);
    }

    @AfterEach
    void theClockIsRightAndEverythingServes() {
        clock.set(Duration.ZERO);
        server.shop().resume();
        serveAgainWithNothingLeftOver();
        await().atMost(OnServer.SOON).until(() -> server.shop().getActiveRequests() == 0);
    }

    @Test
    void theClockOfTheServerIsSet() {
        server.shop().beginDrain(0);
        Instant before = since();
        server.shop().resume();

        clock.set(HOUR.negated());
        server.shop().beginDrain(0);

        assertThat(Duration.between(since(), before)).isBetween(HOUR.minusMinutes(1), HOUR);
    }

    @Test
    void aDrainEndsWithTheLastRequestWhateverTheClockSays() throws Exception {
        for (Duration ahead : settings()) {
            try (InFlight slow = InFlight.begin(server, Duration.ofSeconds(4), RequestKind.SLOW, RequestKind.ASYNC);
                    Background<DrainReport> drain =
                            Background.run(() -> server.shop().drain(60))) {
                await().atMost(OnServer.SOON)
                        .until(() -> !server.shop().getState().admits());

                clock.set(ahead);

                DrainReport report = drain.result(BOUND);
                assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);
                assertThat(report.outcome()).isEqualTo(Outcome.DRAINED);
                assertThat(report.elapsedMillis()).isBetween(500L, 30_000L);
                server.shop().resume();
            }
        }
    }

    @Test
    void aDrainTimesOutAndALeaseEndsWhenTheirOwnTimeIsOver() throws Exception {
        for (Duration ahead : settings()) {
            long began = System.nanoTime();
            try (InFlight slow = InFlight.begin(server, Duration.ofSeconds(10), RequestKind.SLOW);
                    Background<DrainReport> drain =
                            Background.run(() -> server.shop().drain(4))) {
                assertThat(server.lifecycle().acquireLease("clock", 30).holder())
                        .isEqualTo("clock");
                await().atMost(OnServer.SOON)
                        .until(() -> !server.shop().getState().admits());

                clock.set(ahead);

                assertThat(server.lifecycle().getLease().remainingSeconds()).isBetween(1, 30);
                DrainReport report = drain.result(BOUND);
                long sinceBegan = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                assertThat(report.outcome()).isEqualTo(Outcome.TIMED_OUT);
                assertThat(report.elapsedMillis()).isBetween(4_000L, sinceBegan);
                assertThat(report.stragglers())
                        .singleElement()
                        .satisfies(
                                straggler -> assertThat(straggler.ageMillis()).isBetween(4_000L, sinceBegan + 10));
                assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);
                server.lifecycle().releaseLease("clock");
                server.shop().resume();
            }
        }
    }

    @Test
    void plainRedeploysLoseNothingWhileTheClockIsSetBack() throws Exception {
        long parked = server.shop().getParkedTotal();
        try (LoadClient load = startLoad(server, 50)) {
            for (Duration ahead : BACK) {
                long before = server.shop().getParkedTotal();
                try (Background<?> redeploy = Background.run(() -> {
                    server.admin().redeploy(ServerUnderTest.SHOP, Artifacts.shop());
                    return null;
                })) {
                    await().atMost(BOUND).until(() -> server.shop().getParkedTotal() > before);
                    clock.set(ahead);
                    redeploy.result(BOUND);
                }
            }
            LoadReport report = finish(load, server, "two redeploys, the clock set back in each");
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
            assertThat(report.refused()).isZero();
        }
        assertThat(server.shop().getParkedTotal()).isGreaterThan(parked);
    }

    /** Of drains, one after the other. */
    private static List<Duration> settings() {
        return ServerKind.isOfThisRun("payara") || ServerKind.isOfThisRun("micro")
                ? BACK
                : List.of(HOUR, Duration.ZERO, HOUR.negated(), HOUR);
    }

    private Instant since() {
        return Instant.parse(server.shop().status().since());
    }
}
