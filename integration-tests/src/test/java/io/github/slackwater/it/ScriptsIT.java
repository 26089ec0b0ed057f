package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.core.RequestInfo;
import io.github.slackwater.core.State;
import io.github.slackwater.core.Status;
import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadPlan;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.ServerOptions;
import io.github.slackwater.rig.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The scripts for administrators, on a server of their own: what fails there leaves stack traces in its log. */
@Timeout(240)
@EnabledIf(
        value = "hasScript",
        disabledReason = "no script for this server, or its command line is tested in another run")
class ScriptsIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    /** Longer than any run of a script. */
    private static final Duration UNTIL_INTERRUPTED = Duration.ofSeconds(50);

    private static final String TOKEN = "only-for-this-test-77ab";

    private static LaunchedServer launched;
    private static ServerUnderTest server;
    private static AdminScript script;
    private static int versions;

    @TempDir
    Path archives;

    static boolean hasScript() {
        return AdminScript.name().isPresent();
    }

    @BeforeAll
    static void launch() throws IOException {
        launched = ServersExtension.kind()
                .launch(
                        ServerOptions.defaults().property("slackwater.control.token", TOKEN),
                        Artifacts.coveredShopFile());
        server = launched.server();
        Path folders = Path.of("target/scripts").toAbsolutePath();
        Files.createDirectories(folders);
        script = AdminScript.on(launched, Files.createTempDirectory(folders, "run-"));
    }

    @AfterAll
    static void end() {
        if (launched != null) {
            launched.close();
        }
    }

    /** Each test leaves the server serving by itself, or opens what it had asked to stay closed. */
    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        try (Stream<Path> left = Files.list(script.temporary())) {
            assertThat(left).isEmpty();
        }
        expectStates(State.SERVING, State.SERVING);
    }

    /** As a balancer sends it, which asks for readiness ten times a second. */
    @Test
    void aScriptedRedeployUnderLoadLosesNothingAndTheNewVersionServes() throws Exception {
        String version = nextVersion();
        try (BalancedLoad load = BalancedLoad.start(server, 50)) {
            await().atMost(OnServer.SOON).until(() -> load.snapshot().ok() > 50);

            AdminScript.Result result = script.run(shop(version), "--expect-text", version);

            long before = load.snapshot().ok();
            await().atMost(OnServer.SOON).until(() -> load.snapshot().ok() > before + 50);
            LoadReport report = load.finish(BOUND);
            System.out.println(server.name() + ", scripted redeploy: " + report.summary() + " held=" + report.held());
            assertThat(result.exitCode()).as(result.output()).isZero();
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
            assertThat(report.held()).isPositive();
        }
        assertThat(version()).isEqualTo(version);
    }

    /** What the same load sees of the server's own command, with no Slackwater in the application. */
    @Test
    void thePlainRedeployOfTheServerLosesRequestsUnderTheSameLoad() throws Exception {
        server.admin().deploy("plain", Artifacts.uncoveredShop());
        try (LoadClient load =
                LoadClient.start(LoadPlan.against(server.http("/plain")).withRate(50))) {
            await().atMost(OnServer.SOON).until(() -> load.snapshot().ok() > 50);
            server.admin().redeploy("plain", Artifacts.uncoveredShop());
            long before = load.snapshot().ok();
            await().atMost(OnServer.SOON).until(() -> load.snapshot().ok() > before + 50);
            LoadReport report = load.finish(BOUND);
            System.out.println(
                    server.name() + ", plain redeploy, no Slackwater: " + report.summary() + " " + report.failures());
            assertThat(report.failed()).isPositive();
        } finally {
            server.admin().undeploy("plain");
        }
    }

    @Test
    void theWholeServerIsDrainedOverHttpWhereThatIsAskedFor() throws Exception {
        String version = nextVersion();
        Path token = Files.writeString(archives.resolve("token"), TOKEN + "\n");
        try (InFlight slow = InFlight.begin(server, Duration.ofSeconds(4), RequestKind.SLOW, RequestKind.ASYNC)) {
            AdminScript.Result result = script.run(
                    shop(version),
                    "--scope=server",
                    "--jmx=",
                    "--control-url=" + server.http("/slackwater"),
                    "--token-file=" + token);

            assertThat(result.exitCode()).as(result.output()).isZero();
            assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);
        }
        assertThat(version()).isEqualTo(version);
    }

    @Test
    void aVersionThatCannotBeDeployedIsReplacedByThePreviousOne() {
        String before = version();
        WebArchive broken = Artifacts.coveredShop(nextVersion());
        broken.delete("/WEB-INF/web.xml");
        broken.setWebXML(new StringAsset("<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='6.0'>"
                + "<listener><listener-class>no.such.Listener</listener-class></listener></web-app>"));

        AdminScript.Result result = script.run(Artifacts.export(broken, archives));

        assertThat(result.exitCode()).as(result.output()).isEqualTo(10);
        assertThat(result.output()).contains("step 5/7, redeploy, failed", "no.such.Listener");
        assertThat(version()).isEqualTo(before);
    }

    /** The administration refuses it before it touches what is there. */
    @Test
    void aFileThatIsNoArchiveLeavesThePreviousVersionThere() throws Exception {
        String before = version();
        Path file = Files.writeString(archives.resolve("shop.war"), "no archive\n");

        AdminScript.Result result = script.run(file);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(10);
        assertThat(version()).isEqualTo(before);
    }

    @Test
    void aVersionThatAnswersOtherwiseThanExpectedIsReplacedByThePreviousOneAndNobodyIsSentToIt() throws Exception {
        String before = version();
        WebArchive wrong = Artifacts.coveredShop(nextVersion());
        wrong.delete("/WEB-INF/classes/io/github/slackwater/examples/shop/CatalogServlet.class");
        try (BalancedLoad load = BalancedLoad.start(server, 50)) {
            await().atMost(OnServer.SOON).until(() -> load.snapshot().ok() > 50);

            AdminScript.Result result = script.run(
                    Artifacts.export(wrong, archives), "--url=" + server.http("/shop/catalog"), "--verify-timeout=3");

            LoadReport report = load.finish(BOUND);
            System.out.println(server.name() + ", scripted redeploy of a wrong version: " + report.summary() + " held="
                    + report.held());
            assertThat(result.exitCode()).as(result.output()).isEqualTo(11);
            assertThat(result.output()).contains("step 6/7, verify, failed", "answers 404 (expected 200)");
            // Every request that reached the wrong version would be a 404.
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
        }
        assertThat(version()).isEqualTo(before);
    }

    @Test
    void whatHasFailedStaysClosedIfThatIsAskedForAndALaterRunGoesOnFromThere() {
        String before = version();
        String version = nextVersion();
        Path archive = shop(version);

        AdminScript.Result failed =
                script.run(archive, "--expect-text=another", "--verify-timeout=1", "--on-failure=stay-drained");

        assertThat(failed.exitCode()).as(failed.output()).isEqualTo(11);
        assertThat(failed.output()).contains("now: server LAME_DUCK, application shop DRAINED");
        expectStates(State.LAME_DUCK, State.DRAINED);
        assertThat(server.get("/shop/version").statusCode()).isEqualTo(503);

        AdminScript.Result refused = script.run(archive);
        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(9);

        AdminScript.Result joined = script.run(archive, "--expect-text", version, "--join");
        assertThat(joined.exitCode()).as(joined.output()).isZero();
        assertThat(version()).isEqualTo(version).isNotEqualTo(before);
    }

    @Test
    void requestsThatDoNotEndInTimeStopItBeforeAnythingIsDeployed() throws Exception {
        String before = instance();
        try (InFlight slow = InFlight.begin(server, UNTIL_INTERRUPTED, RequestKind.SLOW)) {
            AdminScript.Result result = script.run(shop(nextVersion()), "--drain-timeout=2");

            assertThat(result.exitCode()).as(result.output()).isEqualTo(3);
            expectStates(State.SERVING, State.SERVING);
            endedByUs(slow);
        }
        assertThat(instance()).isEqualTo(before);
    }

    @Test
    void aDryRunPrintsEachStepAndChangesNothing() {
        String before = instance();
        Status status = server.shop().status();
        Path archive = shop(nextVersion());

        AdminScript.Result result = script.run(archive, "--dry-run");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .containsSubsequence(
                        "1/7  check", "2/7  save", "3/7  drain", "4/7  hide", "5/7  redeploy", "6/7  verify", "7/7")
                .contains(archive.toString(), "lame-duck");
        assertThat(instance()).isEqualTo(before);
        assertThat(server.shop().status().drain()).isEqualTo(status.drain());
    }

    @Test
    void aSigtermDuringTheDrainOpensAgain() throws Exception {
        String before = instance();
        try (InFlight slow = InFlight.begin(server, UNTIL_INTERRUPTED, RequestKind.SLOW);
                AdminScript.Run run = script.start(shop(nextVersion()))) {
            await().atMost(BOUND).until(() -> server.shop().getState() == State.DRAINING);
            run.terminate();

            AdminScript.Result result = run.result();
            assertThat(result.exitCode()).as(result.output()).isEqualTo(143);
            assertThat(result.output()).contains("step 3/7, drain, failed: stopped by SIGTERM");
            expectStates(State.SERVING, State.SERVING);
            endedByUs(slow);
        }
        assertThat(instance()).isEqualTo(before);
    }

    @Test
    void aSigtermDuringTheRedeployPutsThePreviousVersionBack() throws Exception {
        String before = version();
        try (AdminScript.Run run = script.start(shop(nextVersion()))) {
            await().atMost(BOUND).until(() -> run.output().contains(" redeploy "));
            run.terminate();

            AdminScript.Result result = run.result();
            assertThat(result.exitCode()).as(result.output()).isEqualTo(143);
            assertThat(result.output()).contains("stopped by SIGTERM", "the previous version is there");
        }
        assertThat(version()).isEqualTo(before);
    }

    @Test
    void aSecondRunOnTheSameServerIsRefusedWhileTheFirstIsUnderWay() throws Exception {
        String version = nextVersion();
        try (InFlight slow = InFlight.begin(server, Duration.ofSeconds(15), RequestKind.SLOW);
                AdminScript.Run first = script.start(shop(version))) {
            await().atMost(BOUND).until(() -> first.output().contains(" drain "));

            AdminScript.Result second = script.run(shop(nextVersion()));

            assertThat(second.exitCode()).as(second.output()).isEqualTo(8);
            assertThat(second.output()).contains("another run is under way");
            assertThat(first.result().exitCode()).as(first.output()).isZero();
            assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);
        }
        assertThat(version()).isEqualTo(version);
    }

    @Test
    void whatIsNotThereIsSaidBeforeAnythingIsChanged() {
        Path archive = shop(nextVersion());
        String before = instance();

        AdminScript.Result noSlackwater = script.run(archive, "--jmx=127.0.0.1:1");
        assertThat(noSlackwater.exitCode()).as(noSlackwater.output()).isEqualTo(5);
        AdminScript.Result noSuchApplication = script.run(archive, "--name=nowhere.war");
        assertThat(noSuchApplication.exitCode()).as(noSuchApplication.output()).isEqualTo(7);
        assertThat(noSuchApplication.output()).contains("nowhere.war is not deployed");
        AdminScript.Result noServer = script.run(archive, noServer());
        assertThat(noServer.exitCode()).as(noServer.output()).isEqualTo(5);
        assertThat(noServer.output()).contains("no connection", "nothing has been changed");
        assertThat(instance()).isEqualTo(before);
    }

    private static String noServer() {
        return AdminScript.name().orElseThrow().startsWith("payara") ? "--port=1" : "--controller=127.0.0.1:1";
    }

    @Test
    void aWrongCommandLineIsRefusedWithTheValueAndWhatWasExpected() {
        String archive = shop(nextVersion()).toString();
        List<String> usual = List.of("--name=shop.war", "--archive=" + archive, "--url=http://127.0.0.1:1/");

        expectUsage("--name is missing");
        expectUsage("--verbosely: no such option", "--verbosely");
        expectUsage("--archive: nowhere.war (expected", "--name=shop.war", "--archive=nowhere.war");
        expectUsage("--drain-timeout: soon (expected 1..86400)", with(usual, "--drain-timeout=soon"));
        expectUsage("--scope: all (expected application or server)", with(usual, "--scope=all"));
        expectUsage("--on-failure: panic (expected serve or stay-drained)", with(usual, "--on-failure=panic"));
        expectUsage("--expect-status: no value", with(usual, "--expect-status"));
        AdminScript.Result help = script.runWith("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.output()).contains("--on-failure", "Exit codes");
    }

    private static String[] with(List<String> usual, String option) {
        return Stream.concat(usual.stream(), Stream.of(option)).toArray(String[]::new);
    }

    private static void expectUsage(String message, String... arguments) {
        AdminScript.Result result = script.runWith(arguments);
        assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
        assertThat(result.output()).contains(message);
    }

    /** Nobody else has ended them: they were in flight until now. */
    private static void endedByUs(InFlight slow) throws Exception {
        List<RequestInfo> inFlight = server.shop().activeRequests();
        assertThat(inFlight).hasSize(1);
        inFlight.forEach(request -> server.shop().interrupt(request.id()));
        assertThat(slow.answers())
                .singleElement()
                .satisfies(answer -> assertThat(answer.body()).contains("interrupted while it waited"));
    }

    private static void expectStates(State ofServer, State ofShop) {
        Expect.state(server.lifecycle(), ofServer);
        Expect.state(server.shop(), ofShop);
    }

    private static String nextVersion() {
        return "2.0." + ++versions;
    }

    /** Each in a folder of its own: several may be under way. */
    private Path shop(String version) {
        try {
            return Artifacts.export(Artifacts.coveredShop(version), Files.createDirectory(archives.resolve(version)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String version() {
        return field("version");
    }

    /** Another one in each deployment. */
    private static String instance() {
        return field("instance");
    }

    private static String field(String name) {
        return server.get("/shop/version")
                .body()
                .replaceAll(".*\"" + name + "\":\"([^\"]*)\".*", "$1")
                .strip();
    }
}
