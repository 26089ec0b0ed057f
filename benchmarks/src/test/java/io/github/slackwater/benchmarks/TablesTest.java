package io.github.slackwater.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.rig.EventStreams;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.LoadReport.Latency;
import io.github.slackwater.rig.Pauses.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTest {
    private static final Latency NONE = new Latency(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    private static final Redeploy OWN = redeploy(1_000, 900, 0);
    private static final Redeploy ONE = redeploy(2_500, 2_400, 321);
    private static final Vitals SMALL = Vitals.of(100_000_000, 1, 2, 3, List.of());
    private static final Vitals LARGE = Vitals.of(103_000_000, 1, 2, 3, List.of());

    @Test
    void theBoundIsTheServersOwnRedeployAndTheLongestInFlight() {
        SoakResult result = result(0, Map.of());

        assertThat(result.pauseBounds()).hasToString("2.10 s, 2.10 s, 2.10 s");
        assertThat(Tables.values(result))
                .containsEntry("failed", "0")
                .containsEntry("the server's own 1 redeploys before, without Slackwater: failed of sent", "7 of 100")
                .containsEntry("parked at once, at most", "321")
                .containsEntry("heap from redeploy 1 to the end", "+3.0 %");
        assertThat(result.passed()).isTrue();
        assertThat(Tables.markdown(result)).contains("| heap, MB | 100 | 100 | 103 |");
    }

    @Test
    void aStreamThatFailedIsAFailure() {
        SoakResult result = result(0, Map.of("reset", 1L));

        assertThat(result.passed()).isFalse();
        assertThat(Tables.values(result)).containsEntry("streams failed", "1 (1 x reset)");
    }

    @Test
    void aRequestThatFailedIsAFailure() {
        SoakResult result = result(2, Map.of());

        assertThat(result.passed()).isFalse();
        assertThat(Tables.values(result)).containsEntry("failed", "2 (2 x 404)");
    }

    private static SoakResult result(long failed, Map<String, Long> streamFailures) {
        SoakOptions options = new SoakOptions(SoakServer.Kind.PAYARA, 1, 250, 0, 3, true, false);
        EventStreams.Report streams = new EventStreams.Report(0, 0, 0, 0, 0, 0, 0, streamFailures);
        OwnRedeploys own = new OwnRedeploys(List.of(OWN), load(7));
        return new SoakResult("Payara", options, own, List.of(ONE), load(failed), streams, SMALL, SMALL, LARGE);
    }

    private static LoadReport load(long failed) {
        return new LoadReport(
                Duration.ZERO,
                100,
                100 - failed,
                0,
                failed,
                0,
                0,
                0,
                Map.of(),
                failed == 0 ? Map.of() : Map.of("404", failed),
                NONE,
                Duration.ZERO,
                List.of());
    }

    private static Redeploy redeploy(long commandMillis, long pauseMillis, int parked) {
        Duration pause = Duration.ofMillis(pauseMillis);
        return new Redeploy(Duration.ofMillis(commandMillis), new Pause(1, pause, pause, pause, pause), parked);
    }
}
