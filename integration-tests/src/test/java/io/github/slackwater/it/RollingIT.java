package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

    /** The time of CI is short. */
    private static final String RUN = System.getProperty("slackwater.it.rolling", "wildfly-39");

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
        RunningServer process = launched.process();
        int admin = process instanceof DomainServer payara ? payara.adminPort() : process.jmxPort();
        return "  - { name: %s, jmx: \"%s\", admin: \"127.0.0.1:%d\", url: \"%s\" }%n"
                .formatted(name, server.address().jmxUrl(), admin, server.http("/"));
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
        try (LoadClient first = load(server);
                LoadClient other = load(second)) {
            CommandLine.Result result = roll(shop(version), "--expect-text=" + version, "--json");

            LoadReport ofFirst = finish(first, server);
            LoadReport ofOther = finish(other, second);
            assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
            JsonObject report =
                    Json.createReader(new StringReader(result.output())).readObject();
            assertThat(report.getString("message")).isEqualTo("2 of 2 nodes have the new version");
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
        WebArchive broken = ShrinkWrap.createFromZipFile(
                        WebArchive.class, Artifacts.shop().toFile())
                .addClass(FailingStart.class);
        Path archive = Artifacts.export(broken, Files.createDirectories(folder.resolve("broken")));
        try (LoadClient first = load(server);
                LoadClient other = load(second)) {
            CommandLine.Result result = roll(archive);

            assertThat(result.exitCode()).as(result.output() + result.errors()).isEqualTo(10);
            assertThat(result.errors()).contains("first: step 5/7, redeploy, failed", "1 of 2 nodes failed");
            for (LoadReport each : List.of(finish(first, server), finish(other, second))) {
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

    private static LoadClient load(ServerUnderTest on) throws Exception {
        LoadClient load = LoadClient.start(on.shopLoad().withRate(25).withTimeout(BOUND));
        await().atMost(OnServer.SOON).until(() -> load.snapshot().ok() > 25);
        return load;
    }

    private static LoadReport finish(LoadClient load, ServerUnderTest on) throws Exception {
        long answered = load.snapshot().ok();
        await().atMost(BOUND).until(() -> load.snapshot().ok() > answered + 15);
        LoadReport report = load.finish(BOUND);
        System.out.printf("%s, slackwater rolling: %s %s%n", on, report.summary(), report.failures());
        return report;
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
