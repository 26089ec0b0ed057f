package io.github.slackwater.cli.redeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

    @TempDir
    Path parent;

    @Test
    void aSecondRunOnTheSameServerIsRefusedAndOneOnAnotherIsNot() {
        try (RunLock first = RunLock.take(parent, "payara-localhost-4848");
                RunLock other = RunLock.take(parent, "payara-localhost-4849")) {
            assertThat(first).isNotSameAs(other);
            assertThatThrownBy(() -> RunLock.take(parent, "payara-localhost-4848"))
                    .hasMessage("another run is under way on this server, pid %d (its lock is %s)"
                            .formatted(
                                    ProcessHandle.current().pid(),
                                    parent.resolve("slackwater-redeploy-payara-localhost-4848")))
                    .asInstanceOf(type(RedeployFailure.class))
                    .extracting(RedeployFailure::code)
                    .isEqualTo(RedeployCode.BUSY);
        }
        assertThat(parent).isEmptyDirectory();
        RunLock.take(parent, "payara-localhost-4848").close();
    }

    @Test
    void oneThatWasKilledIsNamed() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        assertThat(ended.waitFor()).isZero();
        Path left = Files.createDirectory(parent.resolve("slackwater-redeploy-payara-localhost-4848"));
        Files.writeString(left.resolve("pid"), ended.pid() + "\n");

        assertThatThrownBy(() -> RunLock.take(parent, "payara-localhost-4848"))
                .hasMessage(
                        "an earlier run on this server, pid %d, was killed: look at the server's state, then rm -r %s"
                                .formatted(ended.pid(), left));
    }

    @Test
    void whereNoFolderCanBeMadeThatIsSaid() {
        assertThatThrownBy(() -> RunLock.take(parent.resolve("nowhere"), "key"))
                .hasMessageContaining("cannot be made (expected a folder that can be written, or TMPDIR)");
    }

    /** As the scripts name it, so that a run of the one keeps out a run of the other. */
    @Test
    void theKeyIsThatOfTheScripts() {
        Web web = Web.trusting(Duration.ofSeconds(1), null);

        assertThat(ServerKind.PAYARA
                        .administration(URI.create("http://localhost:4848"), null, web, "shop", false)
                        .key())
                .isEqualTo("payara-localhost-4848");
        assertThat(ServerKind.WILDFLY
                        .administration(URI.create("http://localhost:9990"), null, web, "shop.war", false)
                        .key())
                .isEqualTo("wildfly-localhost_9990");
    }
}
