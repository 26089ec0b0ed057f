package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.ServerOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * A test on a server of its own, with a gate before every application, and a shop that knows nothing of Slackwater. Skipped
 * where Slackwater has no gate for the server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
abstract class BehindAGate {

    static final Duration BOUND = Duration.ofSeconds(60);

    private static final int ANSWERED_AGAIN = 30;

    LaunchedServer launched;
    ServerUnderTest server;

    /** What the server is started with; ends the test as skipped on a server that it is not for. */
    ServerOptions options() {
        return ServerOptions.defaults();
    }

    @BeforeAll
    final void launch() {
        launched = LaunchedServer.behindAServerGate(options());
        server = launched.server();
    }

    /** Opens the server, and waits until the shop serves and nobody is parked; the log has no complaint then. */
    final void serveAgainWithNothingLeftOver() {
        server.lifecycle().resume();
        await().atMost(OnServer.SOON).untilAsserted(() -> {
            Expect.serving(server.shop());
            assertThat(server.shop().getParkedRequests()).isZero();
        });
        assertThat(server.log().complaints(0)).isEmpty();
    }

    /** A load on the shop of this server, or of another like it, that has begun well. */
    static LoadClient startLoad(ServerUnderTest on, int rate) throws Exception {
        LoadClient load = LoadClient.start(on.shopLoad().withRate(rate).withTimeout(BOUND));
        await().atMost(OnServer.SOON).until(() -> load.snapshot().ok() > rate);
        return load;
    }

    /** Ends a load when it is answered again, and prints what became of it. */
    static LoadReport finish(LoadClient load, ServerUnderTest on, String what) throws Exception {
        long answered = load.snapshot().ok();
        await().atMost(BOUND).until(() -> load.snapshot().ok() > answered + ANSWERED_AGAIN);
        LoadReport report = load.finish(BOUND);
        System.out.printf("%s, %s: %s %s%n", on.name(), what, report.summary(), report.failures());
        return report;
    }

    @AfterAll
    final void end() {
        if (launched != null) {
            launched.close();
        }
    }
}
