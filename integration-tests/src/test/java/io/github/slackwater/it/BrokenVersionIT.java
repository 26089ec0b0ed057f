package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.it.broken.FailingStart;
import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.ServerOptions;
import io.github.slackwater.rig.WildFlyServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Behind a gate of the server, a new version of the shop that does not start. */
class BrokenVersionIT extends BehindAGate {

    /** Longer than those who wait for a better version are kept, and than it takes an administrator to deploy it. */
    private static final int PARKED_SECONDS = 25;

    @Override
    ServerOptions options() {
        return super.options().property("slackwater.park.max-seconds", Integer.toString(PARKED_SECONDS));
    }

    @Test
    void everybodyIsAnsweredWhileAVersionFailsAndTheNextOneServes() throws Exception {
        Path broken = brokenShop();
        // One that hangs ends by this bound, and is none of the failures that are expected.
        try (LoadClient load = startLoad(server, 30)) {
            assertThatThrownBy(() -> server.admin().redeploy(ServerUnderTest.SHOP, broken))
                    .as("redeploy of a version that does not start")
                    .isInstanceOf(RuntimeException.class);
            // Until nothing is parked any more for the version that failed, and for a while.
            await().atMost(BOUND).until(() -> server.lifecycle().getParkedRequests() == 0);
            long sent = load.snapshot().sent();
            await().atMost(BOUND).until(() -> load.snapshot().sent() > sent + 30);

            deployAGoodVersion();
            LoadReport report = finish(load, server, "a broken version, and much later a good one");
            assertThat(report.inFlight()).isZero();
            // Of a server that does not go back to the version before, nothing is left to answer.
            assertThat(report.failures().keySet()).isSubsetOf(Set.of("404"));
            if (!report.failures().isEmpty()) {
                assertThat(report.refused())
                        .as("who was parked, not sent to a 404")
                        .isPositive();
                assertThat(entries("has failed: application shop is away")).hasSize(1);
                assertThat(entries("application shop is given up")).hasSize(1);
                assertThat(server.lifecycle().status().notice()).contains("application shop is given up");
            }
        }
        itServesAndSaysNoMoreThanThat();
    }

    @Test
    void aGoodVersionThatIsDeployedAtOnceFindsTheParkedStillWaiting() throws Exception {
        Path broken = brokenShop();
        try (LoadClient load = startLoad(server, 30)) {
            assertThatThrownBy(() -> server.admin().redeploy(ServerUnderTest.SHOP, broken))
                    .isInstanceOf(RuntimeException.class);

            deployAGoodVersion();
            LoadReport report = finish(load, server, "a broken version, and a good one at once");
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
            assertThat(report.refused()).isZero();
        }
        itServesAndSaysNoMoreThanThat();
    }

    private void itServesAndSaysNoMoreThanThat() {
        await().atMost(OnServer.SOON).untilAsserted(() -> Expect.serving(server.shop()));
        // What the server says of the deployment that failed names classes of ours, and is its own business.
        assertThat(server.log().complaints(0))
                .filteredOn(entry -> entry.lines().findFirst().orElse("").contains("io.github.slackwater.ejb"))
                .allMatch(entry -> entry.contains("application shop is away") || entry.contains("is given up"));
    }

    private List<String> entries(String text) {
        return server.log().entries(0).stream()
                .filter(entry -> entry.contains(text))
                .toList();
    }

    static Path brokenShop() {
        WebArchive broken = ShrinkWrap.createFromZipFile(
                        WebArchive.class, Artifacts.shop().toFile())
                .addClass(FailingStart.class);
        return Artifacts.export(broken, Artifacts.folder("broken"));
    }

    /** Where the server has gone back to the version before, there is one to be replaced; it answers those who had waited. */
    private void deployAGoodVersion() {
        if (launched.process() instanceof WildFlyServer) {
            server.admin().redeploy(ServerUnderTest.SHOP, Artifacts.shop());
        } else {
            server.admin().deploy(ServerUnderTest.SHOP, Artifacts.shop());
        }
    }
}
