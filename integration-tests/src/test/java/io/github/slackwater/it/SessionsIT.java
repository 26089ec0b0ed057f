package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.ServerOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Behind a gate of the server, visitors with sessions: where the server keeps sessions through a redeploy, each finds its own
 * again, those included who were parked.
 */
class SessionsIT extends BehindAGate {

    @Override
    ServerOptions options() {
        assumeFalse(
                ServersExtension.kind() instanceof PayaraMicroKind,
                "Payara Micro's redeploy --keepstate=true fails: \"already has a web module\"");
        return super.options();
    }

    @Test
    void everyVisitorKeepsItsSessionThroughRedeploysUnderLoad() throws Exception {
        long parked = server.shop().getParkedTotal();
        try (LoadClient load = LoadClient.start(server.shopLoad()
                .withRate(50)
                .withMix(Map.of(RequestKind.SESSION, 45, RequestKind.SLOW, 5))
                .withSessionsKept())) {
            await().atMost(OnServer.SOON)
                    .until(() -> load.snapshot().counts(RequestKind.SESSION).ok() > 150);
            for (int i = 0; i < 2; i++) {
                server.admin().redeployKeepingSessions(ServerUnderTest.SHOP, Artifacts.shop());
                long answered = load.snapshot().ok();
                await().atMost(BOUND).until(() -> load.snapshot().ok() > answered + 150);
            }
            LoadReport report = load.finish(BOUND);
            System.out.printf(
                    "%s, sessions through redeploys: %s, sessions lost %d, parked %d%n",
                    server.name(),
                    report.summary(),
                    report.sessionsLost(),
                    server.shop().getParkedTotal() - parked);
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
            assertThat(report.refused()).isZero();
            assertThat(report.sessionsLost()).isZero();
        }
        assertThat(server.shop().getParkedTotal()).isGreaterThan(parked);
        assertThat(server.log().complaints(0)).isEmpty();
    }
}
