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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./slackwater redeploy} of the unmodified shop, on one node behind a server gate and with no balancer. */
class RedeployCommandIT extends BehindAGate {

    @TempDir
    Path folder;

    private CommandLine slackwater;
    private int versions;

    @Override
    ServerOptions options() {
        assumeTrue(ServerKind.takesEars(), "Payara Micro has no remote administration");
        return super.options();
    }

    @BeforeEach
    void prepare() {
        slackwater = new CommandLine(server, folder);
    }

    /** Neither locks nor saved archives; and whatever has happened, everybody is served. */
    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        try (Stream<Path> left = Files.list(slackwater.temporary())) {
            assertThat(left).isEmpty();
        }
        await().atMost(OnServer.SOON).untilAsserted(() -> Expect.serving(server.shop()));
        Expect.serving(server.lifecycle());
    }

    @Test
    void aRedeployUnderLoadLosesNothingAndTheNewVersionServes() throws Exception {
        String version = nextVersion();
        Path archive = shop(version);
        try (LoadClient load = startLoad(server, 50)) {
            CommandLine.Result result = redeploy(archive, "--expect-text=" + version);

            LoadReport report = finish(load, server, "slackwater redeploy");
            assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
            assertThat(result.output())
                    .contains("stands behind a server gate", "with the text " + version, "done      ")
                    .containsSubsequence(" check ", " save ", " drain ", " hide ", " redeploy ", " verify ", " done ");
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
            assertThat(report.refused()).isZero();
        }
        assertThat(version()).isEqualTo(version);
    }

    /** Who is parked when it fails is answered by the version that is put back. */
    @Test
    void aVersionThatCannotBeStartedIsReplacedByThePreviousOneAndUnderLoadNothingIsLost() throws Exception {
        String before = version();
        WebArchive broken = ShrinkWrap.createFromZipFile(
                        WebArchive.class, Artifacts.shop().toFile())
                .addClass(FailingStart.class);
        Path archive = Artifacts.export(broken, Files.createDirectories(folder.resolve("broken")));
        try (LoadClient load = startLoad(server, 50)) {
            CommandLine.Result result = redeploy(archive);

            LoadReport report = finish(load, server, "slackwater redeploy of a version that does not start");
            assertThat(result.exitCode()).as(result.output() + result.errors()).isEqualTo(10);
            assertThat(result.errors()).contains("step 5/7, redeploy, failed: the server refused " + archive);
            assertThat(result.output()).contains("the previous version is there", "exit code 10");
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
        }
        assertThat(version()).isEqualTo(before);
    }

    /** With a drain, so that nobody is sent to the wrong version. */
    @Test
    void aVersionThatAnswersOtherwiseThanExpectedIsReplacedByThePreviousOne() throws Exception {
        String before = version();
        Path archive = shop(nextVersion());

        CommandLine.Result result =
                redeploy(archive, "--drain=always", "--expect-header=X-Version=2.0", "--verify-timeout=1", "--json");

        assertThat(result.exitCode()).as(result.output() + result.errors()).isEqualTo(11);
        JsonObject report = Json.createReader(new StringReader(result.output())).readObject();
        assertThat(report.getString("outcome")).isEqualTo("WRONG_ANSWER");
        assertThat(report.getString("failedStep")).isEqualTo("verify");
        assertThat(report.getString("server")).isEqualTo("SERVING");
        assertThat(report.getString("application")).isEqualTo("SERVING");
        assertThat(report.getBoolean("drained")).isTrue();
        assertThat(result.errors()).contains("step 6/7, verify, failed", "has no header X-Version (expected 2.0)");
        assertThat(version()).isEqualTo(before);
    }

    @Test
    void aDrainedRedeployHidesTheServerUntilTheNewVersionIsVerified() throws Exception {
        String version = nextVersion();

        CommandLine.Result result =
                redeploy(shop(version), "--drain=always", "--previous=" + Artifacts.shop(), "--expect-text=" + version);

        assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
        assertThat(result.output())
                .contains("draining application shop", "the server says that it is not ready, and serves on");
        assertThat(version()).isEqualTo(version);
    }

    @Test
    void aSigtermDuringTheRedeployPutsThePreviousVersionBack() throws Exception {
        String before = version();
        CommandLine.Run run = slackwater.start("redeploy", arguments(shop(nextVersion())));
        await().atMost(BOUND).until(() -> run.output().contains(" redeploy "));
        run.terminate();

        CommandLine.Result result = run.result();
        assertThat(result.exitCode()).as(result.output() + result.errors()).isEqualTo(143);
        assertThat(result.errors()).contains("putting things in order", "stopped by a signal");
        assertThat(result.output()).contains("the previous version is there");
        assertThat(version()).isEqualTo(before);
    }

    @Test
    void aDryRunPrintsEachStepAndChangesNothing() throws Exception {
        String before = instance();
        long drains = server.shop().status().drain();
        Path archive = shop(nextVersion());

        CommandLine.Result result = redeploy(archive, "--dry-run", "--drain=always");

        assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
        assertThat(result.output())
                .containsSubsequence(
                        " check ", " save ", " drain ", " hide ", " redeploy ", " verify ", " resume ", " dry run ")
                .contains(archive.toString(), "drain application shop, at most 60 s");
        assertThat(instance()).isEqualTo(before);
        assertThat(server.shop().status().drain()).isEqualTo(drains);
        assertThat(server.shop().getState()).isEqualTo(State.SERVING);
    }

    @Test
    void whoeverHasTheLeaseOfTheServerIsNamedAndLeftInPeace() throws Exception {
        String before = instance();
        server.lifecycle().acquireLease("ann@ops1, roll 4711", 600);
        try {
            CommandLine.Result result = redeploy(shop(nextVersion()));

            assertThat(result.exitCode()).as(result.output() + result.errors()).isEqualTo(8);
            assertThat(result.errors()).contains("ann@ops1, roll 4711 is at work on this server");
        } finally {
            server.lifecycle().releaseLease("ann@ops1, roll 4711");
        }
        assertThat(instance()).isEqualTo(before);
    }

    @Test
    void whatIsNotThereAndWhoIsNotLetInIsSaidBeforeAnythingIsChanged() throws Exception {
        String before = instance();
        Path archive = shop(nextVersion());

        CommandLine.Result nowhere = redeploy(archive, "--name=nowhere.war");
        assertThat(nowhere.exitCode()).as(nowhere.errors()).isEqualTo(7);
        assertThat(nowhere.errors()).contains("nowhere.war is not deployed");
        // By the process, so that only the administration is asked for the password.
        CommandLine.Result refused =
                slackwater.runOnProcess(launched.pid(), "admin", "wrong", "redeploy", arguments(archive));
        assertThat(refused.exitCode()).as(refused.errors()).isEqualTo(6);
        assertThat(refused.errors()).contains("step 1/7, check, failed", "refuses user admin with this password");
        assertThat(instance()).isEqualTo(before);
    }

    private CommandLine.Result redeploy(Path archive, String... options) {
        return slackwater.run("redeploy", with(arguments(archive), options));
    }

    private String[] arguments(Path archive) {
        RunningServer process = launched.process();
        boolean domain = process instanceof DomainServer;
        return new String[] {
            archive.toString(),
            "--name=" + (domain ? "shop" : "shop.war"),
            "--admin=127.0.0.1:" + (process instanceof DomainServer payara ? payara.adminPort() : process.jmxPort()),
            "--url=" + server.http("/shop/version")
        };
    }

    /** What is given replaces the usual. */
    private static String[] with(String[] usual, String... options) {
        List<String> all = new ArrayList<>(List.of(usual));
        for (String option : options) {
            all.removeIf(each -> option.startsWith("--name=") && each.startsWith("--name="));
            all.add(option);
        }
        return all.toArray(String[]::new);
    }

    private String nextVersion() {
        return "2.0." + ++versions;
    }

    private Path shop(String version) throws IOException {
        WebArchive shop =
                ShrinkWrap.createFromZipFile(WebArchive.class, Artifacts.shop().toFile());
        shop.delete("/WEB-INF/classes/shop.properties");
        shop.addAsResource(new StringAsset("version=" + version + "\n"), "shop.properties");
        return Artifacts.export(shop, Files.createDirectories(folder.resolve(version)));
    }

    private String version() {
        return field("version");
    }

    /** Another one in each deployment. */
    private String instance() {
        return field("instance");
    }

    private String field(String name) {
        return server.get("/shop/version")
                .body()
                .replaceAll(".*\"" + name + "\":\"([^\"]*)\".*", "$1")
                .strip();
    }
}
