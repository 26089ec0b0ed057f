package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.core.Outcome;
import io.github.slackwater.core.State;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.Verdict;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A gate before every application: one node, no balancer, a shop that knows nothing of Slackwater. */
class ServerGateIT extends BehindAGate {

    @AfterEach
    void itServesAndNothingIsLeftOver() {
        serveAgainWithNothingLeftOver();
    }

    @Test
    void plainRedeploysUnderFullLoadLoseNothing() throws Exception {
        long parked = server.shop().getParkedTotal();
        try (LoadClient load = LoadClient.start(server.shopLoad().withRate(50))) {
            await().atMost(OnServer.SOON).until(() -> load.snapshot().ok() > 50);
            for (int i = 0; i < 3; i++) {
                String before = instance();
                server.admin().redeploy(ServerUnderTest.SHOP, Artifacts.shop());
                long answered = load.snapshot().ok();
                await().atMost(BOUND).until(() -> load.snapshot().ok() > answered + 50);
                assertThat(instance()).isNotEqualTo(before);
            }
            LoadReport report = load.finish(BOUND);
            System.out.printf(
                    "%s, plain redeploys behind the server gate: %s, parked %d%n",
                    server.name(), report.summary(), server.shop().getParkedTotal() - parked);
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
            assertThat(report.refused()).isZero();
        }
        assertThat(server.shop().getParkedTotal()).isGreaterThan(parked);
    }

    /** Ten times: WildFly removes the content of a deployment just before the deployment, and the drain is over at once. */
    @RepeatedTest(10)
    void aVersionThatReplacesADrainedOneCanBeTriedBeforeItIsOpened() {
        String before = instance();
        assertThat(server.shop().drain(30).outcome()).isEqualTo(Outcome.DRAINED);

        server.admin().redeploy(ServerUnderTest.SHOP, Artifacts.shop());

        Expect.state(server.shop(), State.LAME_DUCK);
        assertThat(instance()).isNotEqualTo(before);
        server.shop().resume();
    }

    @Test
    void anUndeploymentAndADeploymentSoonAfterwardsLoseNothing() throws Exception {
        try (InFlight slow = InFlight.begin(server, Duration.ofSeconds(3), RequestKind.SLOW, RequestKind.ASYNC);
                LoadClient load = LoadClient.start(server.shopLoad().withRate(30))) {
            await().atMost(OnServer.SOON).until(() -> load.snapshot().ok() > 30);
            server.admin().undeploy(ServerUnderTest.SHOP);
            assertThat(server.shop().getState()).isEqualTo(State.DRAINED);
            assertThat(server.shop().getParkedRequests()).isPositive();
            server.admin().deploy(ServerUnderTest.SHOP, Artifacts.shop());
            long answered = load.snapshot().ok();
            await().atMost(BOUND).until(() -> load.snapshot().ok() > answered + 50);
            LoadReport report = load.finish(BOUND);
            System.out.println(server.name() + ", undeploy and deploy behind the server gate: " + report.summary());
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
            assertThat(report.refused()).isZero();
            assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);
        }
    }

    @Test
    void aShopThatGetsTheFilterInsideIsStillCountedOnceAndByTheGate() throws Exception {
        try {
            server.admin().redeploy(ServerUnderTest.SHOP, Artifacts.coveredShopFile());
            assertThat(LifecycleMBeans.applications(server.jmx())).containsOnlyKeys(ServerUnderTest.SHOP);
            assertThat(server.shop().status().adapter()).startsWith("server gate");
            long before = server.shop().getAdmittedTotal();
            assertThat(server.get("/shop/catalog").statusCode()).isEqualTo(200);
            assertThat(server.shop().getAdmittedTotal()).isEqualTo(before + 1);

            assertThat(server.lifecycle().drain(30).outcome()).isEqualTo(Outcome.DRAINED);
            assertThat(server.get("/shop/catalog").statusCode()).isEqualTo(503);
        } finally {
            server.lifecycle().resume();
            server.admin().redeploy(ServerUnderTest.SHOP, Artifacts.shop());
        }
    }

    @Test
    void slackwaterItselfIsRedeployedUnderLoadAndNothingIsLost() throws Exception {
        try (LoadClient load = LoadClient.start(server.shopLoad().withRate(50))) {
            await().atMost(OnServer.SOON).until(() -> load.snapshot().ok() > 50);
            for (int i = 0; i < 3; i++) {
                server.admin().redeploy(ServerUnderTest.SLACKWATER, server.slackwaterArchive());
                assertThat(server.lifecycle().status().adapter()).startsWith("server gate");
                Expect.state(server.shop(), State.SERVING);
            }
            LoadReport report = load.finish(BOUND);
            System.out.println(server.name() + ", redeploys of Slackwater with its gate: " + report.summary());
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
            assertThat(report.refused()).isZero();
        }
    }

    @Test
    void aDrainThatAnOperatorAsksForRefusesAndItsResumeOpens() throws Exception {
        try (InFlight slow = InFlight.begin(server, Duration.ofSeconds(3), RequestKind.SLOW, RequestKind.ASYNC)) {
            assertThat(server.lifecycle().drain(30).outcome()).isEqualTo(Outcome.DRAINED);
            HttpResponse<String> late = server.get("/shop/catalog");
            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(late.headers().firstValue("Retry-After")).contains("5");
            assertThat(late.headers().firstValue("Connection")).contains("close");
            assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);
        }
        server.lifecycle().resume();
        assertThat(server.get("/shop/catalog").statusCode()).isEqualTo(200);
    }

    private String instance() {
        return server.get("/shop/version").body().replaceAll(".*\"instance\":\"([^\"]*)\".*", "$1");
    }
}
