package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.slackwater.core.Outcome;
import io.github.slackwater.core.State;
import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.PayaraDeploymentGroup;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.ServerOptions;
import io.github.slackwater.rig.Servers;
import io.github.slackwater.rig.Verdict;
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

/**
 * Two instances of Payara in a deployment group, to which their administration server deploys. Runs only where it is asked
 * for (-Dengines).
 */
@Isolated
@Tag("engines")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PayaraDeploymentGroupIT {

    private static final String TARGET = "--target=" + PayaraDeploymentGroup.GROUP;
    private static final String SHOP = "--name=shop";
    private static final String CONTEXT = "--contextroot=/shop";

    private PayaraDeploymentGroup group;
    private EngineNodes nodes;

    @BeforeAll
    void launch() {
        assumeTrue(ServerKind.isOfThisRun("payara"), "it is tried on Payara");
        group = Servers.find().startPayaraDeploymentGroup(ServerOptions.defaults());
        asadmin("deploy", "--name=slackwater", TARGET, Artifacts.ear().toString());
        asadmin("deploy", SHOP, CONTEXT, TARGET, Artifacts.shop().toString());
        nodes = new EngineNodes(group.nodes(), LogFormat.PAYARA);
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
        if (group != null) {
            group.keepLogs(ServerKind.LOGS.resolve("payara-deployment-group"));
            group.close();
        }
    }

    @Test
    void aRedeployByTargetLosesNothing() throws Exception {
        List<String> before = nodes.instances();
        nodes.loseNothing(
                "redeploy --target",
                nodes.all(),
                () -> asadmin("redeploy", SHOP, TARGET, Artifacts.shop().toString()));
        assertThat(nodes.instances()).doesNotContainAnyElementsOf(before);
    }

    @Test
    void aForcedDeploymentByTargetLosesNothing() throws Exception {
        nodes.loseNothing(
                "deploy --force --target",
                nodes.all(),
                () -> asadmin(
                        "deploy",
                        "--force",
                        SHOP,
                        CONTEXT,
                        TARGET,
                        Artifacts.shop().toString()));
    }

    @Test
    void anUndeploymentAndADeploymentByTargetLoseNothing() throws Exception {
        nodes.loseNothing("undeploy --target, deploy --target", nodes.all(), () -> {
            asadmin("undeploy", TARGET, "shop");
            asadmin("deploy", SHOP, CONTEXT, TARGET, Artifacts.shop().toString());
        });
    }

    @Test
    void disabledAndEnabledByTargetItLosesNothing() throws Exception {
        nodes.loseNothing("disable --target, enable --target", nodes.all(), () -> {
            asadmin("disable", TARGET, "shop");
            asadmin("enable", TARGET, "shop");
        });
    }

    @Test
    void aDrainOfOneInstanceHasADeploymentWaitThereUntilItIsOpened() throws Exception {
        String before = EngineNodes.instance(nodes.node(0));
        assertThat(nodes.node(0).lifecycle().drain(30).outcome()).isEqualTo(Outcome.DRAINED);
        assertThat(nodes.node(0).get("/slackwater/ready").statusCode()).isEqualTo(503);
        assertThat(nodes.node(1).get("/slackwater/ready").statusCode()).isEqualTo(200);

        asadmin("redeploy", SHOP, TARGET, Artifacts.shop().toString());

        Expect.state(nodes.node(0).shop(), State.LAME_DUCK);
        assertThat(EngineNodes.instance(nodes.node(0))).isNotEqualTo(before);
        nodes.node(0).lifecycle().resume();
        Expect.state(nodes.node(0).shop(), State.SERVING);
    }

    @Test
    void theAdministrationServerHasNoSlackwater() {
        assertThatThrownBy(() -> new ServerUnderTest(
                                ServerUnderTest.Address.of(group.administration(), LogFormat.PAYARA, Artifacts.ear()),
                                nodes.node(0).admin())
                        .lifecycle())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no MBean");
    }

    @Test
    void anInstanceThatIsStoppedIsDrainedFirst() throws Exception {
        try (InFlight slow =
                InFlight.begin(nodes.node(1), Duration.ofSeconds(5), RequestKind.SLOW, RequestKind.ASYNC)) {
            asadmin("stop-instance", nodes.places().get(1).name());
            assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);
        } finally {
            nodes.reconnect(1, () -> group.startInstance(1));
        }
        assertThat(nodes.node(1).get("/shop/version").statusCode()).isEqualTo(200);
    }

    private void asadmin(String... command) {
        String unused = group.asadmin(command);
    }
}
