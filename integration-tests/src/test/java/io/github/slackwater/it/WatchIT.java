package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/** {@code ./slackwater watch} and {@code top} over the server's own remote JMX. */
class WatchIT extends OnServer {

    private static final int SIGTERM = 128 + 15;

    /** The command line is a JVM of its own, which takes seconds to start on a busy machine. */
    private static final Duration BOUND = Duration.ofSeconds(40);

    /** For two of them. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    private CommandLine slackwater;

    @BeforeEach
    void prepare() {
        slackwater = new CommandLine(server, folder);
    }

    @Test
    void watchSeesADrainAResumeAndARedeploy() {
        CommandLine.Run watch = slackwater.start("watch");
        try {
            awaitLine(watch, "  server  SERVING");
            awaitLine(watch, "  shop  SERVING");

            server.lifecycle().drain(30);
            awaitLine(watch, "  server  DRAINED");
            awaitLine(watch, "  shop  DRAINED");

            long seen = watch.output().lines().count();
            server.lifecycle().resume();
            await().atMost(BOUND).until(() -> shopLines(watch, seen, "SERVING") > 0);

            long before = watch.output().lines().count();
            server.admin().redeploy(ServerUnderTest.SHOP, Artifacts.coveredShopFile());
            await().atMost(BOUND).until(() -> shopLines(watch, before, "SERVING") > 0);
        } finally {
            watch.terminate();
        }
        assertThat(watch.result().exitCode()).isEqualTo(SIGTERM);
    }

    @Test
    void topShowsASlowRequestAndItsStackWhenAskedFor() throws Exception {
        try (InFlight slow = InFlight.begin(server, LONG_ENOUGH, RequestKind.SLOW)) {
            CommandLine.Result top = slackwater.run("top", "--json", "--limit=1");
            assertThat(top.exitCode()).as(top.errors()).isZero();
            JsonObject request =
                    Json.createReader(new StringReader(top.output())).readObject();
            assertThat(request.getString("path")).isEqualTo("/shop/slow");

            CommandLine.Result stack = slackwater.run("top", "--stack=" + request.getString("id"));
            assertThat(stack.exitCode()).as(stack.errors()).isZero();
            assertThat(stack.output()).contains("/shop/slow", "io.github.slackwater.examples.shop");
            assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);
        }
    }

    private static void awaitLine(CommandLine.Run watch, String part) {
        await().atMost(BOUND).untilAsserted(() -> assertThat(watch.output()).contains(part));
    }

    private static long shopLines(CommandLine.Run watch, long after, String state) {
        return watch.output()
                .lines()
                .skip(after)
                .filter(line -> line.contains("  shop  " + state))
                .count();
    }
}
