package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.rig.Balancer;
import io.github.slackwater.rig.BalancerSoftware;
import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadPlan;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.Ports;
import io.github.slackwater.rig.ServerOptions;
import io.github.slackwater.rig.Servers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * {@code ./slackwater rolling} on four servers behind Debian's HAProxy, two of them away at once. Runs only where it is asked for, to keep
 * the time: {@code -Dslackwater.it.rolling.balanced=true}.
 */
@EnabledIfSystemProperty(named = "slackwater.it.rolling.balanced", matches = "true")
@Timeout(300)
class RollingBalancedIT extends FleetOfTwo {

    private static final Path CONFIGURATION = Path.of("../docs/balancers/haproxy-readiness.cfg");
    private static final String LAST_SERVER = "    server two 127.0.0.1:8180\n";

    private static final int BALANCED_RATE = 100;

    private LaunchedServer third;
    private LaunchedServer fourth;

    @Override
    ServerOptions options() {
        return super.options().property("slackwater.lame-duck.min-seconds", "3");
    }

    @BeforeAll
    void launchTwoMore() {
        third = LaunchedServer.behindAServerGate(options());
        fourth = LaunchedServer.behindAServerGate(options());
    }

    @AfterAll
    void endThem() {
        Stream.of(third, fourth).filter(launched -> launched != null).forEach(LaunchedServer::close);
    }

    @Test
    void twoAtATimeTheyAreRolledAndNothingIsLost() throws Exception {
        String version = nextVersion();
        try (Balancer balancer = startBalancer();
                LoadClient load = LoadClient.start(
                        LoadPlan.against(balancer.http("/shop")).withRate(BALANCED_RATE))) {
            await().atMost(OnServer.SOON).until(() -> load.snapshot().ok() > BALANCED_RATE);
            writeFleet(balancer.http("/shop/version"));
            CommandLine.Run run = begin(version);
            long mostAway = 0;
            while (run.isAlive()) {
                mostAway = Math.max(
                        mostAway, nodes().filter(node -> !isReady(node)).count());
            }

            CommandLine.Result result = run.result();
            LoadReport report = load.finish(BOUND);
            System.out.printf(
                    "%s, four behind HAProxy, %d away at most: %s %s%n",
                    server.name(), mostAway, report.summary(), report.failures());
            assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
            assertThat(report.refused()).isZero();
            assertThat(mostAway).isEqualTo(2);
        }
        assertThat(nodes().map(FleetOfTwo::version)).containsOnly(version);
    }

    @Test
    void noNodeIsBegunWhileTheBalancerDoesNotAnswer() throws Exception {
        List<String> before = nodes().map(FleetOfTwo::version).toList();
        writeFleet(URI.create("http://127.0.0.1:" + Ports.free() + "/shop/version"));

        CommandLine.Result result = roll(shop(nextVersion()));

        assertThat(result.exitCode()).as(result.output() + result.errors()).isEqualTo(10);
        assertThat(result.errors()).contains("the balancer does not answer as expected");
        assertThat(nodes().map(FleetOfTwo::version)).containsExactlyElementsOf(before);
    }

    private Stream<ServerUnderTest> nodes() {
        return Stream.of(server, second, third.server(), fourth.server());
    }

    private static boolean isReady(ServerUnderTest node) {
        return node.get("/slackwater/ready/shop").statusCode() == 200;
    }

    /** The configuration as it stands in the documents, with two more servers. */
    private Balancer startBalancer() throws IOException {
        String text = Files.readString(CONFIGURATION);
        assertThat(text).contains(LAST_SERVER);
        Path configuration = Files.writeString(
                folder.resolve("haproxy.cfg"),
                text.replace(
                        LAST_SERVER,
                        LAST_SERVER + "    server three " + address(third) + "\n    server four " + address(fourth)
                                + "\n"));
        return Servers.find()
                .startBalancer(
                        BalancerSoftware.HAPROXY,
                        configuration,
                        List.of(server.http("/"), second.http("/")),
                        Map.of(),
                        ServerKind.LOGS);
    }

    private static String address(LaunchedServer launched) {
        return launched.server().http("/").getRawAuthority();
    }

    private void writeFleet(URI balancer) throws IOException {
        Files.writeString(fleet, """
                application: %s
                max-unavailable: 50%%
                drain: { when: always }
                verify: { path: /shop/version }
                health: { interval-seconds: 1, good-seconds: 1, timeout-seconds: 20 }
                balancer: { url: "%s", notice-seconds: 2 }
                nodes:
                %s%s%s%s""".formatted(
                        name(),
                        balancer,
                        node("first", launched, server),
                        node("second", secondLaunched, second),
                        node("third", third, third.server()),
                        node("fourth", fourth, fourth.server())));
    }
}
