package io.github.slackwater.it;

import io.github.slackwater.rig.RunningServer;
import java.time.Duration;

/** A server that a test launched for itself; it ends with the test. */
final class LaunchedServer implements AutoCloseable {

    private final RunningServer process;
    private final ServerUnderTest server;

    LaunchedServer(RunningServer process, ServerUnderTest server) {
        this.process = process;
        this.server = server;
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
