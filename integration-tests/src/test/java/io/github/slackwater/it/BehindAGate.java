package io.github.slackwater.it;

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

    @AfterAll
    final void end() {
        if (launched != null) {
            launched.close();
        }
    }
}
