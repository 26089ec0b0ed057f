package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.core.State;
import io.github.slackwater.core.Status;
import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadPlan;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The scripts for administrators. */
class ScriptsIT extends ScriptedServer {

    private static final String ANN = "ann@ops1, roll 4711";

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

    /** By whichever way it asks. */
    @Test
    void whoeverHasTheLeaseOfTheServerIsNamedAndLeftInPeaceUnlessAskedOtherwise() throws Exception {
        String before = instance();
        Path archive = shop(nextVersion());
        Path token = Files.writeString(archives.resolve("token"), TOKEN + "\n");
        String[] overHttp = {"--jmx=", "--control-url=" + server.http("/slackwater"), "--token-file=" + token};
        server.lifecycle().acquireLease(ANN, 600);
        try {
            for (String[] way : List.of(new String[0], overHttp)) {
                AdminScript.Result result = script.run(archive, way);

                assertThat(result.exitCode()).as(result.output()).isEqualTo(8);
                assertThat(result.output())
                        .contains("step 1/7, check, failed: " + ANN + " is at work on this server", "--ignore-lease");
            }
            assertThat(instance()).isEqualTo(before);
            AdminScript.Result regardless = script.run(archive, "--ignore-lease");
            assertThat(regardless.exitCode()).as(regardless.output()).isZero();
            assertThat(regardless.output()).contains(ANN + " is at work on this server: --ignore-lease");
        } finally {
            server.lifecycle().releaseLease(ANN);
        }
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

    private String[] with(List<String> usual, String option) {
        return Stream.concat(usual.stream(), Stream.of(option)).toArray(String[]::new);
    }

    private void expectUsage(String message, String... arguments) {
        AdminScript.Result result = script.runWith(arguments);
        assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
        assertThat(result.output()).contains(message);
    }
}
