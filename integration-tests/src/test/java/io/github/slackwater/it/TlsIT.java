package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.core.Outcome;
import io.github.slackwater.rig.DomainServer;
import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadPlan;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Behind a gate of the server, clients that speak TLS, and clients that speak HTTP/2, with TLS and without. */
class TlsIT extends BehindAGate {

    /** As many streams at once as Payara lets through by itself; -Dslackwater.it.http2-rate=50 is the long form. */
    private static final int HTTP2_RATE = Integer.getInteger("slackwater.it.http2-rate", 20);

    /** Requests that make a redeploy wait, besides the load. */
    private static final int SLOW = 1;

    /** The setting of docs/server-gate.md, without which Payara ends a connection on which a hundred wait. */
    @BeforeAll
    void allowMoreStreams() {
        if (HTTP2_RATE > 20 && launched.process() instanceof DomainServer payara) {
            for (String listener : List.of("http-listener-1", "http-listener-2")) {
                payara.asadmin(
                        "set",
                        "configs.config.server-config.network-config.protocols.protocol." + listener
                                + ".http.http2-max-concurrent-streams=1000");
            }
        }
    }

    @AfterEach
    void everythingIsOpenAndNothingLeftOver() {
        serveAgainWithNothingLeftOver();
    }

    @Test
    void aPlainRedeployUnderLoadOverTlsLosesNothing() throws Exception {
        long parked = server.shop().getParkedTotal();
        LoadPlan plan = LoadPlan.against(server.https("/shop")).withRate(20);
        try (LoadClient load = LoadClient.of(plan)) {
            warmUp(load);
            long admitted = server.shop().getAdmittedTotal();
            load.start();
            redeploy(() -> load.snapshot().ok());
            LoadReport report = load.finish(BOUND);
            System.out.printf(
                    "%s, a plain redeploy over TLS: %s, parked %d%n",
                    server.name(), report.summary(), server.shop().getParkedTotal() - parked);
            assertThat(report.samples()).isEmpty();
            assertThat(report.refused()).isZero();
            assertThat(server.shop().getParkedTotal()).isGreaterThan(parked);
            assertThat(server.shop().getAdmittedTotal()).isEqualTo(admitted + SLOW + report.sent());
        }
    }

    @Test
    void aPlainRedeployUnderLoadOverHttp2AndTlsLosesNothing() throws Exception {
        aPlainRedeployLosesNothing(server.https("/"));
    }

    @Test
    void aPlainRedeployUnderLoadOverHttp2InTheClearLosesNothing() throws Exception {
        aPlainRedeployLosesNothing(server.http("/"));
    }

    private void aPlainRedeployLosesNothing(URI base) throws Exception {
        // With TLS the first handshake takes both sides long.
        Http2Client.open(base).close();
        long admitted = server.shop().getAdmittedTotal();
        long parked = server.shop().getParkedTotal();
        try (Http2Load load = Http2Load.start(base, HTTP2_RATE)) {
            redeploy(load::ok);
            Http2Load.Report report = load.finish(BOUND);
            System.out.printf(
                    "%s, a plain redeploy over HTTP/2, %s: %s, parked %d%n",
                    server.name(),
                    base.getScheme(),
                    report.summary(),
                    server.shop().getParkedTotal() - parked);
            assertThat(report.failures()).isEmpty();
            assertThat(report.refused()).isZero();
            assertThat(report.ok()).isEqualTo(report.sent());
            assertThat(server.shop().getParkedTotal()).isGreaterThan(parked);
            // Each stream is a request of its own, let in once.
            assertThat(server.shop().getAdmittedTotal()).isEqualTo(admitted + SLOW + report.sent());
        }
    }

    @Test
    void aRefusalOverHttp2SaysWhenToComeAgainAndLeavesTheConnection() throws Exception {
        assertThat(server.lifecycle().drain(30).outcome()).isEqualTo(Outcome.DRAINED);
        for (URI base : List.of(server.http("/"), server.https("/"))) {
            try (Http2Client client = Http2Client.open(base)) {
                Http2Client.Answer refused = client.get("/shop/catalog?request=refused");
                assertThat(refused.status()).as("%s", refused).isEqualTo(503);
                assertThat(refused.headers()).containsEntry("retry-after", "5").doesNotContainKey("connection");

                server.lifecycle().resume();
                Http2Client.Answer served = client.get("/shop/catalog?request=served");
                assertThat(served.status()).as("%s", served).isEqualTo(200);
                assertThat(served.headers()).doesNotContainKey("connection");
                assertThat(server.lifecycle().drain(30).outcome()).isEqualTo(Outcome.DRAINED);
            }
        }
    }

    /** The first handshakes take both sides long: a load that begins with all at once would never catch up. */
    private static void warmUp(LoadClient load) {
        for (int i = 0; i < 10; i++) {
            assertThat(load.probe(RequestKind.GET).verdict()).isEqualTo(Verdict.OK);
        }
    }

    private void redeploy(Callable<Long> answered) throws Exception {
        await().atMost(BOUND).until(() -> answered.call() > 40);
        try (InFlight slow = InFlight.begin(server, Duration.ofSeconds(2), RequestKind.SLOW)) {
            server.admin().redeploy(ServerUnderTest.SHOP, Artifacts.shop());
            assertThat(slow.answers()).hasSize(SLOW);
        }
        long before = answered.call();
        await().atMost(BOUND).until(() -> answered.call() > before + 40);
    }
}
