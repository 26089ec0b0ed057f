package io.github.slackwater.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how often a server is looked at, and for how long. */
final class Pace {

    private static final int MAX_SECONDS = 86_400;

    /** What a server may take to answer before the others are shown without it. */
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(2);

    @Option(
            names = {"-i", "--interval"},
            order = 1,
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "How often to look, 1..86400 (default: ${DEFAULT-VALUE}).")
    private int intervalSeconds;

    @Option(names = "--for", order = 2, paramLabel = "SECONDS", description = "End after so long, 1..86400.")
    private @Nullable Integer forSeconds;

    /**
     * Refuses what picocli cannot see.
     *
     * @throws CommandFailure with {@link ExitCode#USAGE}
     */
    void validate() {
        check("--interval", intervalSeconds);
        if (forSeconds != null) {
            check("--for", forSeconds);
        }
    }

    private static void check(String option, int seconds) {
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw new CommandFailure(ExitCode.USAGE, "%s: %d (expected 1..%d)".formatted(option, seconds, MAX_SECONDS));
        }
    }

    Duration interval() {
        return Duration.ofSeconds(intervalSeconds);
    }

    /** Null: until Ctrl-C. */
    @Nullable
    Duration length() {
        return forSeconds == null ? null : Duration.ofSeconds(forSeconds);
    }

    /** How long to wait for the answers of one look. */
    Duration patience() {
        Duration most = interval().multipliedBy(3).dividedBy(4);
        return most.compareTo(MOST_PATIENCE) < 0 ? most : MOST_PATIENCE;
    }
}
