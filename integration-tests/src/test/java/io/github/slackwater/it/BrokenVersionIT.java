package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.it.broken.FailingStart;
import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.ServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Behind a gate of the server, a new version of the shop that does not start. */
@Timeout(180)
class BrokenVersionIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    /** The least that lets a quick redeploy through; a request may have to wait so long for nothing. */
    private static final int PARKED_SECONDS = 5;

    private static LaunchedServer launched;
    private static ServerUnderTest server;

    @BeforeAll
    static void launch() {
        launched = LaunchedServer.behindAServerGate(
                ServerOptions.defaults().property("slackwater.park.max-seconds", Integer.toString(PARKED_SECONDS)));
        server = launched.server();
    }

    @AfterAll
    static void end() {
        if (launched != null) {
            launched.close();
        }
    }

    @Test
    void everybodyIsAnsweredWhileAVersionFailsAndTheNextOneServes() throws Exception {
        Path broken = brokenShop();
        // One that hangs ends by this bound, and is none of the failures that are expected.
        try (LoadClient load =
                LoadClient.start(server.shopLoad().withRate(30).withTimeout(Duration.ofSeconds(3L * PARKED_SECONDS)))) {
            await().atMost(OnServer.SOON).until(() -> load.snapshot().ok() > 30);

            assertThatThrownBy(() -> server.admin().redeploy(ServerUnderTest.SHOP, broken))
                    .as("redeploy of a version that does not start")
                    .isInstanceOf(RuntimeException.class);
            // Until nothing can be parked any more for the version that failed.
            long sent = load.snapshot().sent();
            await().atMost(BOUND).until(() -> load.snapshot().sent() > sent + 30L * (PARKED_SECONDS + 1));
            assertThat(server.lifecycle().getParkedRequests()).isZero();

            deployAGoodVersion();
            long answered = load.snapshot().ok();
            await().atMost(BOUND).until(() -> load.snapshot().ok() > answered + 30);
            LoadReport report = load.finish(BOUND);
            System.out.printf("%s, a broken version: %s %s%n", server.name(), report.summary(), report.failures());
            assertThat(report.inFlight()).isZero();
            // Of a server that does not go back to the version before, nothing is left to answer.
            assertThat(report.failures().keySet()).isSubsetOf(Set.of("404"));
        }
        await().atMost(OnServer.SOON).untilAsserted(() -> Expect.serving(server.shop()));
        // What the server says of the deployment that failed names classes of ours, and is its own business.
        assertThat(server.log().complaints(0))
                .filteredOn(entry -> entry.lines().findFirst().orElse("").contains("io.github.slackwater.ejb"))
                .isEmpty();
    }

    private static Path brokenShop() {
        WebArchive broken = ShrinkWrap.createFromZipFile(
                        WebArchive.class, Artifacts.shop().toFile())
                .addClass(FailingStart.class);
        return Artifacts.export(broken, Artifacts.folder("broken"));
    }

    /** Where the server has gone back to the version before, there is one to be replaced. */
    private static void deployAGoodVersion() {
        if (server.get("/shop/version").statusCode() == 200) {
            server.admin().redeploy(ServerUnderTest.SHOP, Artifacts.shop());
        } else {
            server.admin().deploy(ServerUnderTest.SHOP, Artifacts.shop());
        }
    }
}
