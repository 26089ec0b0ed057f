package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.slackwater.core.Outcome;
import io.github.slackwater.core.State;
import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.ServerException;
import io.github.slackwater.rig.ServerOptions;
import io.github.slackwater.rig.Servers;
import io.github.slackwater.rig.Verdict;
import io.github.slackwater.rig.WildFlyDomain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** A managed domain of WildFly, which deploys by itself to two server groups. Runs only where it is asked for (-Dengines). */
@Isolated
@Tag("engines")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WildFlyDomainIT {

    private static final String PLAIN = "plain";
    private static final String ROLLOUT = " --headers={rollout main-server-group,other-server-group%s}";

    private WildFlyDomain domain;
    private EngineNodes nodes;

    @BeforeAll
    void launch() {
        assumeTrue(ServerKind.isOfThisRun("wildfly-39"), "it is tried on WildFly 39");
        domain = Servers.find().startWildFlyDomain("wildfly-39", ServerOptions.defaults());
        // Slackwater first, as on any server.
        domain.deploy("slackwater.ear", Artifacts.ear());
        domain.deploy("shop.war", Artifacts.shop());
        domain.deploy("plain.war", Artifacts.uncoveredShop());
        nodes = new EngineNodes(domain.nodes(), LogFormat.WILDFLY);
        nodes.all()
                .forEach(node -> await().atMost(EngineNodes.BOUND).untilAsserted(() -> {
                    assertThat(node.lifecycle().status().adapter()).startsWith("server gate");
                    Expect.state(node.shop(), State.SERVING);
                }));
    }

    @AfterEach
    void theyServe() {
        nodes.all().forEach(node -> {
            node.lifecycle().resume();
            await().atMost(OnServer.SOON).untilAsserted(() -> Expect.serving(node.shop()));
        });
    }

    @AfterAll
    void end() {
        if (nodes != null) {
            nodes.close();
        }
        if (domain != null) {
            domain.keepLogs(ServerKind.LOGS.resolve("wildfly-domain"));
            domain.close();
        }
    }

    @Test
    void aPlainRedeployOnBothServerGroupsAtOnceLosesNothing() throws Exception {
        List<String> before = nodes.instances();
        nodes.loseNothing("plain redeploy", nodes.all(), () -> cli("deploy " + Artifacts.shop() + " --force"));
        assertThat(nodes.instances()).doesNotContainAnyElementsOf(before);
    }

    @Test
    void aRolloutInSeriesLosesNothing() throws Exception {
        List<String> before = nodes.instances();
        nodes.loseNothing(
                "rollout in series",
                nodes.all(),
                () -> cli("deployment deploy-file " + Artifacts.shop() + " --replace" + ROLLOUT.formatted("")));
        assertThat(nodes.instances()).doesNotContainAnyElementsOf(before);
    }

    @Test
    void aVersionThatDoesNotStartIsTakenBackInBothServerGroups() throws Exception {
        Path broken = BrokenVersionIT.brokenShop();
        nodes.loseNothing(
                "broken version in series, rollback across groups",
                nodes.all(),
                () -> assertThatThrownBy(() -> cli("deployment deploy-file " + broken + " --replace"
                                + ROLLOUT.formatted(" rollback-across-groups")))
                        .isInstanceOf(ServerException.class)
                        .hasMessageContaining("this version does not start"));
        assertThat(nodes.all())
                .allSatisfy(node ->
                        assertThat(node.get("/shop/version").statusCode()).isEqualTo(200));
    }

    /** What no rollout plan does: to look at the first server group before the second one, and to go back. */
    @Test
    void aVersionIsTriedInOneServerGroupAndTakenBack() throws Exception {
        String other = EngineNodes.instance(nodes.node(1));
        String before = EngineNodes.instance(nodes.node(0));
        cli("deployment deploy-file " + Artifacts.shop() + " --name=shop-2.war --runtime-name=shop.war --disabled");
        cli("/server-group=main-server-group/deployment=shop-2.war:add(enabled=false)");
        nodes.loseNothing("replaced in one server group, and back", List.of(nodes.node(0)), () -> {
            cli("/server-group=main-server-group:replace-deployment(name=shop-2.war,to-replace=shop.war)");
            assertThat(EngineNodes.instance(nodes.node(0))).isNotEqualTo(before);
            cli("/server-group=main-server-group:replace-deployment(name=shop.war,to-replace=shop-2.war)");
        });
        assertThat(EngineNodes.instance(nodes.node(1))).isEqualTo(other);
        cli("/server-group=main-server-group/deployment=shop-2.war:remove");
        cli("/deployment=shop-2.war:remove");
    }

    @Test
    void aDrainOfOneServerHasADeploymentWaitThereUntilItIsOpened() throws Exception {
        String before = EngineNodes.instance(nodes.node(0));
        assertThat(nodes.node(0).lifecycle().drain(30).outcome()).isEqualTo(Outcome.DRAINED);
        assertThat(nodes.node(0).get("/slackwater/ready").statusCode()).isEqualTo(503);
        assertThat(nodes.node(1).get("/slackwater/ready").statusCode()).isEqualTo(200);

        cli("deploy " + Artifacts.shop() + " --force");

        Expect.state(nodes.node(0).shop(), State.LAME_DUCK);
        assertThat(EngineNodes.instance(nodes.node(0))).isNotEqualTo(before);
        nodes.node(0).lifecycle().resume();
        Expect.state(nodes.node(0).shop(), State.SERVING);
    }

    @Test
    void aServerGroupThatIsSuspendedIsDrainedFirst() throws Exception {
        try (InFlight slow =
                InFlight.begin(nodes.node(0), Duration.ofSeconds(4), RequestKind.SLOW, RequestKind.ASYNC)) {
            cli("/server-group=main-server-group:suspend-servers(suspend-timeout=60)");
            assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);
            assertThat(nodes.node(0).get("/shop/catalog").statusCode()).isEqualTo(503);
            assertThat(nodes.node(1).get("/shop/catalog").statusCode()).isEqualTo(200);
        } finally {
            cli("/server-group=main-server-group:resume-servers");
        }
        await().atMost(OnServer.SOON)
                .untilAsserted(
                        () -> assertThat(nodes.node(0).get("/shop/catalog").statusCode())
                                .isEqualTo(200));
    }

    @Test
    void theSameRedeployWithoutSlackwaterLosesRequests() throws Exception {
        assertThat(nodes.under(
                        PLAIN,
                        "plain redeploy without Slackwater",
                        () -> cli("deploy " + Artifacts.uncoveredShop() + " --name=plain.war --force")))
                .allSatisfy(report -> assertThat(report.failed()).isPositive());
    }

    private void cli(String command) {
        String unused = domain.cli(command);
    }
}
