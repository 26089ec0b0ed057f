package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.slackwater.core.State;
import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.Verdict;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./slackwater} over the server's own remote JMX. */
class CommandLineIT extends OnServer {

    @TempDir
    Path folder;

    private CommandLine slackwater;

    @BeforeEach
    void prepare() {
        slackwater = new CommandLine(server, folder);
    }

    @Test
    void theServerIsDrainedAndOpenedAgainWithExitCodesThatAScriptCanUse() throws Exception {
        try (InFlight slow = InFlight.begin(server, Duration.ofSeconds(4), RequestKind.SLOW)) {
            CommandLine.Result drain = slackwater.run("drain", "--timeout=30", "--json");
            assertThat(drain.exitCode()).as(drain.errors()).isZero();
            assertThat(json(drain).getString("outcome")).isEqualTo("DRAINED");
            assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);
        }
        Expect.state(server.lifecycle(), State.DRAINED);

        CommandLine.Result status = slackwater.run("status", "--json", "--exit-code");
        assertThat(status.exitCode()).as(status.errors()).isEqualTo(10);
        assertThat(json(status).getString("state")).isEqualTo("DRAINED");

        CommandLine.Result resume = slackwater.run("resume", "--quiet");
        assertThat(resume.exitCode()).as(resume.errors()).isZero();
        assertThat(resume.output() + resume.errors()).isEmpty();
        Expect.state(server.lifecycle(), State.SERVING);
    }

    @Test
    void theServersOwnJmxClientIsNamedWhereItIsMissing() {
        assumeTrue(slackwater.needsClientJars(), () -> server.name() + " needs no client of its own");

        CommandLine.Result status = slackwater.runWithoutClientJars("status");

        assertThat(status.exitCode()).as(status.errors()).isNotZero();
        assertThat(status.errors()).contains("jboss-cli-client.jar");
    }

    private static JsonObject json(CommandLine.Result result) {
        return Json.createReader(new StringReader(result.output())).readObject();
    }
}
