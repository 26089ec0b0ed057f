package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.slackwater.core.State;
import io.github.slackwater.it.broken.FailingStart;
import io.github.slackwater.rig.DomainServer;
import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.RunningServer;
import io.github.slackwater.rig.ServerOptions;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./slackwater rolling} on two servers with the unmodified shop, each behind a server gate and under load of its own. */
@Timeout(300)
class RollingIT extends BehindAGate {

    /** Whatever the command was at when it was killed. */
    private static final List<String> STEPS = List.of(
            "\"what\":\"begin\"",
            "\"what\":\"saved\"",
            "\"step\":\"check\"",
            "\"step\":\"redeploy\"",
            "\"step\":\"verify\"",
            "\"result\":\"UPDATED\"");

    private static final int RATE = 25;
    private static final String ROLLING = "slackwater rolling";

    /** The time of CI is short. */
    private static final String RUN = System.getProperty("slackwater.it.rolling", "wildfly-39");

    /** Longer than a few looks at a node. */
    private static final Duration STANDSTILL = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private LaunchedServer secondLaunched;
    private ServerUnderTest second;
    private CommandLine slackwater;
    private Path fleet;
    private int versions;

    @Override
    ServerOptions options() {
        assumeTrue(
                RUN.contains(System.getProperty("arquillian.launch", "payara")),
                "rolls run on one kind of server, and on others when asked for: -Dslackwater.it.rolling=payara");
        return super.options();
    }

    @BeforeAll
    void launchTheSecond() {
        secondLaunched = LaunchedServer.behindAServerGate(super.options());
        second = secondLaunched.server();
    }

    @AfterAll
    void endTheSecond() {
        if (secondLaunched != null) {
            secondLaunched.close();
        }
    }

    @BeforeEach
    void prepare() throws IOException {
        slackwater = new CommandLine(server, folder);
        fleet = Files.writeString(folder.resolve("fleet.yaml"), """
                application: %s
                verify: { path: /shop/version }
                health: { interval-seconds: 1, good-seconds: 1, timeout-seconds: 60 }
                nodes:
                %s%s""".formatted(
                        name(), node("first", launched, server), node("second", secondLaunched, second)));
    }

    private String name() {
        return launched.process() instanceof DomainServer ? "shop" : "shop.war";
    }

    private static String node(String name, LaunchedServer launched, ServerUnderTest server) {
        return "  - { name: %s, jmx: \"%s\", admin: \"127.0.0.1:%d\", url: \"%s\" }%n"
                .formatted(name, server.address().jmxUrl(), admin(launched), server.http("/"));
    }

    private static int admin(LaunchedServer launched) {
        RunningServer process = launched.process();
        return process instanceof DomainServer payara ? payara.adminPort() : process.jmxPort();
    }

    @AfterEach
    void everybodyIsServedAndNobodyIsAtWork() {
        for (ServerUnderTest each : List.of(server, second)) {
            await().atMost(OnServer.SOON).untilAsserted(() -> Expect.serving(each.shop()));
            Expect.serving(each.lifecycle());
            assertThat(each.lifecycle().getLease().holder()).isEmpty();
        }
    }

    @Test
    void aRollUnderLoadLosesNothingOnAnyNode() throws Exception {
        String version = nextVersion();
        try (LoadClient first = startLoad(server, RATE);
                LoadClient other = startLoad(second, RATE)) {
            CommandLine.Result result = roll(shop(version), "--expect-text=" + version, "--json");

            LoadReport ofFirst = finish(first, server, ROLLING);
            LoadReport ofOther = finish(other, second, ROLLING);
            assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
            JsonObject report =
                    Json.createReader(new StringReader(result.output())).readObject();
            assertThat(report.getString("message")).isEqualTo("the new version is on 2 of 2 nodes");
            for (LoadReport each : List.of(ofFirst, ofOther)) {
                assertThat(each.samples()).isEmpty();
                assertThat(each.failed()).isZero();
                assertThat(each.refused()).isZero();
            }
        }
        assertThat(versions()).containsExactly(version, version);
        assertThat(folder.resolve("fleet.yaml.journal.d")).doesNotExist();
    }

    @Test
    void aVersionThatDoesNotStartLeavesTheOldOneOnEveryNodeAndLosesNothing() throws Exception {
        List<String> before = versions();
        Path archive = broken();
        try (LoadClient first = startLoad(server, RATE);
                LoadClient other = startLoad(second, RATE)) {
            CommandLine.Result result = roll(archive);

            assertThat(result.exitCode()).as(result.output() + result.errors()).isEqualTo(10);
            assertThat(result.errors()).contains("first: step 5/7, redeploy, failed", "1 of 2 nodes failed");
            for (LoadReport each : List.of(finish(first, server, ROLLING), finish(other, second, ROLLING))) {
                assertThat(each.samples()).isEmpty();
                assertThat(each.failed()).isZero();
            }
        }
        assertThat(versions()).isEqualTo(before);
    }

    /** With an explicit drain, so that a kill leaves a node closed. */
    @Test
    void killedAtEachStepItGoesOnWithResume() throws Exception {
        for (String step : STEPS) {
            String version = nextVersion();
            drainAlways();
            CommandLine.Run run = slackwater.startOnFleet(
                    "rolling", fleet.toString(), shop(version).toString(), "--expect-text=" + version);
            Path journal = folder.resolve("fleet.yaml.journal");
            await().atMost(BOUND)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> !run.isAlive()
                            || (Files.exists(journal)
                                    && Files.readString(journal).contains(step)
                                    && Files.readString(journal).contains(version)));
            assertThat(run.isAlive()).as(run.output()).isTrue();
            run.kill();

            CommandLine.Result result = slackwater
                    .startOnFleet("rolling", fleet.toString(), "--resume")
                    .result();

            assertThat(result.exitCode())
                    .as(step + "\n" + Files.readString(journal) + result.output() + result.errors())
                    .isZero();
            assertThat(versions()).as(step).containsExactly(version, version);
            everybodyIsServedAndNobodyIsAtWork();
        }
    }

    @Test
    void killedInTheMiddleItIsPutBackWithRollBack() throws Exception {
        List<String> before = versions();
        String version = nextVersion();
        CommandLine.Run run = slackwater.startOnFleet(
                "rolling", fleet.toString(), shop(version).toString(), "--expect-text=" + version);
        await().atMost(BOUND)
                .pollInterval(Duration.ofMillis(10))
                .until(() ->
                        journal().contains("\"node\":\"second\"") && journal().contains("\"result\":\"UPDATED\""));
        run.kill();

        CommandLine.Result result = slackwater
                .startOnFleet("rolling", fleet.toString(), "--roll-back")
                .result();

        assertThat(result.exitCode())
                .as(journal() + result.output() + result.errors())
                .isZero();
        assertThat(versions()).isEqualTo(before);
    }

    /** At the first of two nodes, so that there is enough left to be stopped however busy the machine is. */
    @Test
    void ctrlCInTheMiddleLeavesEverybodyServedAndResumeGoesOn() throws Exception {
        onlyWithFaults();
        String version = nextVersion();
        try (LoadClient first = startLoad(server, RATE);
                LoadClient other = startLoad(second, RATE)) {
            CommandLine.Run run = slackwater.startOnFleet(
                    "rolling", fleet.toString(), shop(version).toString(), "--expect-text=" + version);
            awaitJournal("\"step\":\"drain\"");
            run.interrupt();

            CommandLine.Result stopped = run.result();
            assertThat(stopped.exitCode())
                    .as(stopped.output() + stopped.errors())
                    .isEqualTo(130);
            assertThat(stopped.errors()).contains("putting things in order", "stopped by a signal", "--resume goes on");
            for (ServerUnderTest each : List.of(server, second)) {
                Expect.state(each.shop(), State.SERVING);
            }
            resume();
            expectNothingLost(first, other);
        }
        assertThat(versions()).containsExactly(version, version);
    }

    /** What the server was told goes on there, and nobody is told of it. */
    @Test
    void aConnectionThatIsLostInTheMiddleLeavesEverybodyServedAndResumeGoesOn() throws Exception {
        onlyWithFaults();
        String version = nextVersion();
        try (Cable cable = Cable.to(admin(secondLaunched));
                LoadClient first = startLoad(server, RATE);
                LoadClient other = startLoad(second, RATE)) {
            // On Payara that is HTTP only: what a client of RMI connects to in the end is told by the server.
            String text = Files.readString(fleet)
                    .replace("127.0.0.1:" + admin(secondLaunched), "127.0.0.1:" + cable.port())
                    .replace("timeout-seconds: 60", "timeout-seconds: 10");
            Files.writeString(fleet, text);
            CommandLine.Run run = slackwater.startOnFleet(
                    "rolling", fleet.toString(), shop(version).toString(), "--expect-text=" + version);
            awaitJournal("\"node\":\"second\",\"step\":\"redeploy\"");
            cable.cut();

            CommandLine.Result lost = run.result();
            System.out.println("a lost connection: exit code " + lost.exitCode() + "\n" + lost.errors());
            assertThat(lost.exitCode()).as(lost.output() + lost.errors()).isIn(10, 11, 12);
            assertThat(lost.errors()).contains("second", "--resume goes on");
            cable.mend();
            resume();
            expectNothingLost(first, other);
        }
        assertThat(versions()).containsExactly(version, version);
    }

    /** A long collection of garbage, or a machine that is moved: it answers nobody, and then goes on. */
    @Test
    void aNodeThatStandsStillForAWhileLosesNothing() throws Exception {
        onlyWithFaults();
        String version = nextVersion();
        try (LoadClient first = startLoad(server, RATE);
                LoadClient other = startLoad(second, RATE)) {
            CommandLine.Run run = slackwater.startOnFleet(
                    "rolling", fleet.toString(), shop(version).toString(), "--expect-text=" + version);
            awaitJournal("\"node\":\"second\",\"step\":\"redeploy\"");
            Signals.send(secondLaunched.pid(), "STOP");
            try {
                Thread.sleep(STANDSTILL.toMillis());
            } finally {
                Signals.send(secondLaunched.pid(), "CONT");
            }

            CommandLine.Result result = run.result();
            System.out.println("a node that stands still: exit code " + result.exitCode() + "\n" + result.errors());
            if (result.exitCode() != 0) {
                resume();
            }
            expectNothingLost(first, other);
        }
        assertThat(versions()).containsExactly(version, version);
    }

    /** Payara takes the old version away before it knows that the new one does not start; this is what is left then. */
    @Test
    void whatWasThereComesBackAsItWasDeployedWhereAKillHasLeftNothing() throws Exception {
        assumeTrue(secondLaunched.process() instanceof DomainServer, "WildFly keeps what was there");
        onlyWithFaults();
        DomainServer payara = (DomainServer) secondLaunched.process();
        String before = nextVersion();
        payara.undeploy("shop");
        payara.asadmin(
                "deploy",
                "--name=shop",
                "--contextroot=/tide",
                "--deploymentorder=7",
                shop(before).toString());
        try {
            Files.writeString(fleet, """
                    application: shop
                    verify: { path: /tide/version }
                    health: { interval-seconds: 1, good-seconds: 1, timeout-seconds: 30 }
                    nodes:
                    %s""".formatted(node("second", secondLaunched, second)));
            CommandLine.Run run = slackwater.startOnFleet("rolling", fleet.toString(), broken().toString());
            awaitJournal("\"step\":\"redeploy\"");
            run.kill();
            await().atMost(BOUND).ignoreExceptions().until(() -> {
                if (payara.asadmin("list-applications").contains("shop")) {
                    payara.undeploy("shop");
                }
                return !payara.asadmin("list-applications").contains("shop");
            });

            CommandLine.Result result = slackwater
                    .startOnFleet("rolling", fleet.toString(), "--resume")
                    .result();

            assertThat(result.exitCode())
                    .as(journal() + result.output() + result.errors())
                    .isEqualTo(10);
            assertThat(second.get("/tide/version").body()).contains(before);
            assertThat(payara.asadmin("get", "applications.application.shop.*"))
                    .contains("context-root=/tide", "deployment-order=7");
        } finally {
            payara.undeploy("shop");
            payara.deploy("shop", Artifacts.shop());
        }
    }

    @Test
    void aSecondOperatorIsRefusedWithTheNameOfTheFirst() throws Exception {
        List<String> before = versions();
        second.lifecycle().acquireLease("ann@ops1, roll 4711", 600);
        try {
            CommandLine.Result result = roll(shop(nextVersion()));

            assertThat(result.exitCode()).as(result.output() + result.errors()).isEqualTo(8);
            assertThat(result.errors()).contains("ann@ops1, roll 4711 is at work on second");
        } finally {
            second.lifecycle().releaseLease("ann@ops1, roll 4711");
        }
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void aDryRunLooksAtEachNodeAndChangesNothing() throws Exception {
        List<String> before = versions();

        CommandLine.Result result = roll(shop(nextVersion()), "--dry-run");

        assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
        assertThat(result.output())
                .contains("2 nodes, at most 1 away at once", "behind a server gate", "nothing has been changed");
        assertThat(versions()).isEqualTo(before);
        assertThat(folder.resolve("fleet.yaml.journal")).doesNotExist();
    }

    private CommandLine.Result roll(Path archive, String... options) {
        List<String> all = new ArrayList<>(List.of(fleet.toString(), archive.toString()));
        all.addAll(List.of(options));
        return slackwater.startOnFleet("rolling", all.toArray(String[]::new)).result();
    }

    private static void onlyWithFaults() {
        assumeTrue(
                Boolean.getBoolean("slackwater.it.rolling.faults"),
                "to keep the time: -Dslackwater.it.rolling.faults=true");
    }

    private void awaitJournal(String text) {
        await().atMost(BOUND)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> journal().contains(text));
    }

    private void resume() throws IOException {
        CommandLine.Result result =
                slackwater.startOnFleet("rolling", fleet.toString(), "--resume").result();
        assertThat(result.exitCode())
                .as(journal() + result.output() + result.errors())
                .isZero();
    }

    private void expectNothingLost(LoadClient first, LoadClient other) throws Exception {
        for (LoadReport each : List.of(finish(first, server, ROLLING), finish(other, second, ROLLING))) {
            assertThat(each.samples()).isEmpty();
            assertThat(each.failed()).isZero();
            assertThat(each.refused()).isZero();
        }
    }

    private Path broken() throws IOException {
        WebArchive broken = ShrinkWrap.createFromZipFile(
                        WebArchive.class, Artifacts.shop().toFile())
                .addClass(FailingStart.class);
        return Artifacts.export(broken, Files.createDirectories(folder.resolve("broken")));
    }

    private void drainAlways() throws IOException {
        String text = Files.readString(fleet);
        if (!text.contains("drain:")) {
            Files.writeString(fleet, "drain: { when: always }\n" + text);
        }
    }

    private String journal() throws IOException {
        Path journal = folder.resolve("fleet.yaml.journal");
        return Files.exists(journal) ? Files.readString(journal) : "";
    }

    private String nextVersion() {
        return "3.0." + ++versions + "-" + Long.toHexString(System.nanoTime());
    }

    private Path shop(String version) throws IOException {
        WebArchive shop =
                ShrinkWrap.createFromZipFile(WebArchive.class, Artifacts.shop().toFile());
        shop.delete("/WEB-INF/classes/shop.properties");
        shop.addAsResource(new StringAsset("version=" + version + "\n"), "shop.properties");
        return Artifacts.export(shop, Files.createDirectories(folder.resolve(version)));
    }

    private List<String> versions() {
        return List.of(version(server), version(second));
    }

    private static String version(ServerUnderTest of) {
        return of.get("/shop/version")
                .body()
                .replaceAll(".*\"version\":\"([^\"]*)\".*", "$1")
                .strip();
    }
}
