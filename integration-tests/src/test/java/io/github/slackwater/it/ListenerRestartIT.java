package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.ServerOptions;
import org.junit.jupiter.api.RepeatedTest;

/** Payara builds a network listener anew when its configuration is changed: the gate is before that one as well. */
class ListenerRestartIT extends BehindAGate {

    private static final String MAX_CONNECTIONS =
            "configs.config.server-config.network-config.protocols.protocol.http-listener-1.http.max-connections=";

    private int connections = 300;

    @Override
    ServerOptions options() {
        assumeTrue(
                ServersExtension.kind() instanceof DomainServerKind, "no command restarts a listener of this server");
        return super.options();
    }

    @RepeatedTest(3)
    void afterARestartUnderLoadTheListenerServesAndARedeployLosesNothing() throws Exception {
        try (LoadClient load = LoadClient.start(server.shopLoad().withRate(30))) {
            await().atMost(OnServer.SOON).until(() -> load.snapshot().ok() > 30);
            // Payara itself cuts the connections.
            server.admin().command("set", MAX_CONNECTIONS + ++connections);
            long answered = load.snapshot().ok();
            await().atMost(BOUND).until(() -> load.snapshot().ok() > answered + 30);
        }
        long admitted = server.shop().getAdmittedTotal();
        await().atMost(OnServer.SOON).until(() -> {
            assertThat(server.get("/shop/catalog").statusCode()).isEqualTo(200);
            return server.shop().getAdmittedTotal() > admitted;
        });
        try (LoadClient load = LoadClient.start(server.shopLoad().withRate(30))) {
            await().atMost(OnServer.SOON).until(() -> load.snapshot().ok() > 30);
            server.admin().redeploy(ServerUnderTest.SHOP, Artifacts.shop());
            long answered = load.snapshot().ok();
            await().atMost(BOUND).until(() -> load.snapshot().ok() > answered + 30);
            LoadReport report = load.finish(BOUND);
            System.out.printf("%s, redeploy after a restart of the listener: %s%n", server.name(), report.summary());
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
            assertThat(report.refused()).isZero();
        }
    }
}
