package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.slackwater.rig.RunningServer;
import io.github.slackwater.rig.ServerOptions;
import java.time.Duration;

/** A server that a test launched for itself; it ends with the test. */
final class LaunchedServer implements AutoCloseable {

    private final RunningServer process;
    private final ServerUnderTest server;

    LaunchedServer(RunningServer process, ServerUnderTest server) {
        this.process = process;
        this.server = server;
    }

    /** With the server gate on and a shop without a filter; ends the test as skipped where Slackwater has no such gate. */
    static LaunchedServer behindAServerGate(ServerOptions options) {
        assumeTrue(ServerKind.hasServerGate(), "there is no server gate for this server");
        LaunchedServer launched =
                ServersExtension.kind().launch(options.property("slackwater.server-gate", "on"), Artifacts.shop());
        assertThat(launched.server.lifecycle().status().adapter()).startsWith("server gate");
        return launched;
    }

    ServerUnderTest server() {
        return server;
    }

    /** As the rig started it. */
    RunningServer process() {
        return process;
    }

    long pid() {
        return process.pid();
    }

    /** Sends SIGTERM, waits for the end, and returns the exit code. */
    int terminate(Duration bound) {
        return process.terminate(bound);
    }

    @Override
    public void close() {
        server.close();
        process.close();
    }
}
