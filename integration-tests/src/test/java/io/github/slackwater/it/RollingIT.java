package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadReport;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code ./slackwater rolling}: what it promises, and what is left when it is killed. */
@Timeout(300)
class RollingIT extends FleetOfTwo {

    /** Whatever the command was at when it was killed. */
    private static final List<String> STEPS = List.of(
            "\"what\":\"begin\"",
            "\"what\":\"saved\"",
            "\"step\":\"check\"",
            "\"step\":\"redeploy\"",
            "\"step\":\"verify\"",
            "\"result\":\"UPDATED\"");

    @Test
    void aRollUnderLoadLosesNothingOnAnyNode() throws Exception {
        String version = nextVersion();
        try (LoadClient first = startLoad(server, RATE);
                LoadClient other = startLoad(second, RATE)) {
            CommandLine.Result result = roll(shop(version), "--expect-text=" + version, "--json");

            expectNothingLost(first, other);
            assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
            JsonObject report =
                    Json.createReader(new StringReader(result.output())).readObject();
            assertThat(report.getString("message")).isEqualTo("the new version is on 2 of 2 nodes");
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
            CommandLine.Run run = begin(version);
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
        CommandLine.Run run = begin(version);
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
}
