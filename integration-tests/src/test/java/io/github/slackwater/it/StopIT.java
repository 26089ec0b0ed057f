package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.ServerOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that is told to stop by its process's signal. The test's own server: Arquillian's could not be ended. */
@Timeout(180)
class StopIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    /** 128 + 15: ended by SIGTERM. */
    private static final int ENDED_BY_SIGTERM = 143;

    @Test
    void aSigtermUnderLoadCutsNoRequestAndTheServerEnds() throws Exception {
        try (LaunchedServer launched =
                        ServersExtension.kind().launch(ServerOptions.defaults(), Artifacts.coveredShopFile());
                BalancedLoad load = BalancedLoad.start(launched.server(), 50)) {
            await().atMost(OnServer.SOON)
                    .until(() -> load.snapshot().counts(RequestKind.SLOW).inFlight() >= 2
                            && load.snapshot().counts(RequestKind.ASYNC).inFlight() >= 1);
            LoadReport before = load.snapshot();
            long start = System.nanoTime();
            int exitCode = launched.terminate(BOUND);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            LoadReport report = load.finish(BOUND);

            System.out.printf(
                    "%s, SIGTERM with %d in flight: %s held=%d, exit code %d after %d ms%n",
                    launched.server().name(),
                    before.inFlight(),
                    report.summary(),
                    report.held(),
                    exitCode,
                    took.toMillis());
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
            assertThat(exitCode).isEqualTo(ENDED_BY_SIGTERM);
            assertThat(took).isLessThan(Duration.ofSeconds(30));
            assertThat(launched.server().log().complaints(0)).isEmpty();
        }
    }
}
