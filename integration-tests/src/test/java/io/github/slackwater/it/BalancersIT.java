package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.slackwater.core.State;
import io.github.slackwater.rig.Balancer;
import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadPlan;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.ServerOptions;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Debian's load balancers, each with its file of {@code docs/balancers}, before two real servers whose shop is replaced on
 * one after the other. Runs only where it is asked for ({@code -Dbalancers}): the balancers do not come by Maven.
 */
@Isolated
@Tag("balancers")
@Timeout(300)
class BalancersIT {

    private static final int RATE = Integer.getInteger("slackwater.it.balancers.rate", 50);
    private static final int ROLLS = Integer.getInteger("slackwater.it.balancers.rolls", 1);

    /** The modes that are wanted, separated by commas; all that any nodes do for, where nothing is said. */
    private static final String MODES = System.getProperty("slackwater.it.balancers.modes", "");

    private static final List<String> NAMES = List.of("one", "two");

    private static final String PLAIN = "plain";
    private static final Duration BOUND = Duration.ofSeconds(60);

    private static final List<LaunchedServer> NODES = new ArrayList<>();
    private static final List<Agent> AGENTS = new ArrayList<>();

    static Stream<BalancerMode> modes() {
        return MODES.isEmpty()
                ? Arrays.stream(BalancerMode.values()).filter(mode -> !mode.wantsNodesOfItsOwn())
                : Arrays.stream(MODES.split(",")).map(BalancerMode::valueOf);
    }

    @BeforeAll
    static void launch() {
        // The most that one of the files asks for.
        ServerOptions options = ServerOptions.defaults()
                .property("slackwater.lame-duck.min-seconds", "4")
                .deploy(PLAIN, Artifacts.uncoveredShop());
        for (String command :
                modes().flatMap(mode -> mode.commandsOfNode().stream()).toList()) {
            options = options.command(command);
        }
        for (String name : NAMES) {
            NODES.add(LaunchedServer.behindAServerGate(options.property("jboss.node.name", name)));
        }
        NODES.forEach(launched -> AGENTS.add(Agent.start(launched.server())));
        NODES.forEach(launched -> warmUp(launched.server()));
    }

    /** The first answer of a new Payara takes longer than a balancer waits for a check, and both nodes would be out. */
    private static void warmUp(ServerUnderTest node) {
        for (String path : List.of("/slackwater/ready/shop", "/shop/version", "/" + PLAIN + "/version")) {
            await().atMost(BOUND).until(() -> node.get(path).statusCode() == 200);
        }
    }

    @AfterAll
    static void end() {
        AGENTS.forEach(Agent::close);
        AGENTS.clear();
        NODES.forEach(LaunchedServer::close);
        NODES.clear();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void aRollWithDrainsLosesNothing(BalancerMode mode) throws Exception {
        AnsweredBy answered = new AnsweredBy();
        try (Balancer balancer = mode.start(addresses(), AGENTS);
                LoadClient load = load(balancer, ServerUnderTest.SHOP, answered)) {
            awaitBoth(ServerUnderTest.SHOP, answered);
            List<DrainedTurn> turns = new ArrayList<>();
            for (int roll = 0; roll < ROLLS; roll++) {
                for (int i = 0; i < NODES.size(); i++) {
                    turns.add(DrainedTurn.of(node(i), NAMES.get(i), mode, balancer, answered));
                }
            }
            LoadReport report = load.finish(BOUND);
            System.out.println(title(mode) + ", with drains: " + report.summary() + " " + report.failures() + turns);
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
            assertThat(report.refused()).isZero();
            assertThat(report.ok()).isGreaterThan(RATE);
        } finally {
            NODES.forEach(launched -> launched.server().lifecycle().resume());
        }
    }

    /** The same on a shop that Slackwater does not cover: the load client sees every loss. */
    @ParameterizedTest
    @MethodSource("modes")
    void aRollWithoutSlackwaterLosesRequestsAndTheProbeCatchesThem(BalancerMode mode) throws Exception {
        AnsweredBy answered = new AnsweredBy();
        try (Balancer balancer = mode.start(addresses(), AGENTS);
                LoadClient load = load(balancer, PLAIN, answered)) {
            awaitBoth(PLAIN, answered);
            assertThat(load.snapshot().failed()).isZero();
            for (int i = 0; i < NODES.size(); i++) {
                node(i).admin().redeploy(PLAIN, Artifacts.uncoveredShop());
                awaitBoth(PLAIN, answered);
            }
            LoadReport report = load.finish(BOUND);
            System.out.println(title(mode) + ", without: " + report.summary() + " " + report.failures());
            assertThat(report.failed()).isPositive();
        }
    }

    @Test
    void theCheckSeesHowSoonHAProxyLooksAway(@TempDir Path folder) throws Exception {
        JsonObject report = check(BalancerMode.HAPROXY_READINESS, folder, 0);

        assertThat(report.getString("verdict")).as(report.toString()).isEqualTo("LOOKED_AWAY");
        assertThat(report.getInt("lastArrivalMillis")).as(report.toString()).isLessThanOrEqualTo((int)
                BalancerMode.HAPROXY_READINESS.hold().toMillis());
        assertThat(report.getInt("late")).isZero();
    }

    @Test
    void theCheckSeesHowSoonModClusterLooksAway(@TempDir Path folder) throws Exception {
        assumeTrue(modes().anyMatch(BalancerMode.MOD_CLUSTER::equals), "MOD_CLUSTER was not asked for");

        JsonObject report = check(BalancerMode.MOD_CLUSTER, folder, 0);

        assertThat(report.getString("verdict")).as(report.toString()).isEqualTo("LOOKED_AWAY");
        assertThat(report.getInt("late")).isZero();
    }

    /** HAProxy that checks nothing, and is told nothing. */
    @Test
    void theCheckSeesABalancerThatDoesNotLookAway(@TempDir Path folder) throws Exception {
        JsonObject report = check(BalancerMode.HAPROXY_RUNTIME, folder, 11, "--wait=6");

        assertThat(report.getString("verdict")).as(report.toString()).isEqualTo("DID_NOT_LOOK_AWAY");
        assertThat(report.getJsonArray("advice").toString()).contains("have the balancer ask /slackwater/ready");
    }

    /** Loses nothing, and leaves the node as it was. */
    private static JsonObject check(BalancerMode mode, Path folder, int exitCode, String... options) throws Exception {
        AnsweredBy answered = new AnsweredBy();
        try (Balancer balancer = mode.start(addresses(), AGENTS);
                LoadClient load = load(balancer, ServerUnderTest.SHOP, answered)) {
            awaitBoth(ServerUnderTest.SHOP, answered);
            List<String> line = new ArrayList<>(List.of("--json"));
            line.addAll(List.of(options));
            CommandLine.Result result =
                    new CommandLine(node(0), folder).run("balancer-check", line.toArray(String[]::new));
            LoadReport report = load.finish(BOUND);
            System.out.println(title(mode) + ", balancer-check: " + report.summary() + "\n" + result.output());
            assertThat(result.exitCode()).as(result.output() + result.errors()).isEqualTo(exitCode);
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
            assertThat(report.refused()).isZero();
            assertThat(node(0).lifecycle().getState()).isEqualTo(State.SERVING);
            return Json.createReader(new StringReader(result.output())).readObject();
        }
    }

    private static LoadClient load(Balancer balancer, String application, AnsweredBy answered) {
        awaitNodes(balancer, application);
        LoadPlan plan = LoadPlan.against(balancer.http("/" + application)).withRate(RATE);
        LoadClient client = LoadClient.of(plan, answered);
        client.start();
        return client;
    }

    /** Until the balancer knows each node: to that of mod_cluster they come by themselves, as soon as they see it. */
    private static void awaitNodes(Balancer balancer, String application) {
        for (LaunchedServer launched : NODES) {
            String instance = AnsweredBy.instance(launched.server(), application);
            await().atMost(BOUND)
                    .until(() -> launched.server()
                            .send(HttpRequest.newBuilder(balancer.http("/" + application + "/version")))
                            .body()
                            .contains(instance));
        }
    }

    /** Until each node has answered through the balancer. */
    private static void awaitBoth(String application, AnsweredBy answered) {
        for (LaunchedServer launched : NODES) {
            String instance = AnsweredBy.instance(launched.server(), application);
            await().atMost(BOUND).until(() -> answered.by(instance) > 10);
        }
    }

    private static List<URI> addresses() {
        return NODES.stream().map(launched -> launched.server().http("/")).toList();
    }

    private static ServerUnderTest node(int number) {
        return NODES.get(number).server();
    }

    private static String title(BalancerMode mode) {
        return mode + ", two " + node(0).name() + ", " + RATE + " requests/s";
    }
}
