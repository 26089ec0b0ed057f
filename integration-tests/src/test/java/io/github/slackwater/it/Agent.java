package io.github.slackwater.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./slackwater agent}, beside one node, for its shop; on a port of its own. */
final class Agent implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");

    /** It is a JVM of its own. */
    private static final Duration START = Duration.ofSeconds(40);

    private final CommandLine.Run run;

    private Agent(CommandLine.Run run) {
        this.run = run;
    }

    static Agent start(ServerUnderTest node) {
        try {
            CommandLine slackwater =
                    new CommandLine(node, Files.createTempDirectory(Artifacts.folder("agents"), "agent"));
            return new Agent(
                    slackwater.start("agent", "--listen=127.0.0.1:0", "--application=" + ServerUnderTest.SHOP));
        } catch (IOException e) {
            throw new UncheckedIOException("the agent's folder cannot be made", e);
        }
    }

    /** Where it listens, as soon as it does. */
    int port() {
        await().atMost(START).until(() -> LISTENING.matcher(run.output()).find());
        Matcher listening = LISTENING.matcher(run.output());
        if (!listening.find()) {
            throw new AssertionError(run.output());
        }
        return Integer.parseInt(listening.group(1));
    }

    @Override
    public void close() {
        run.terminate();
    }
}
