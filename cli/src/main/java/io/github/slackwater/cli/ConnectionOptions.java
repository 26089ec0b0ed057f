package io.github.slackwater.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say as whom a server is connected to, and how long that may take: the same for one and for several. */
final class ConnectionOptions {

    private static final int MAX_CONNECT_SECONDS = 3_600;

    @Option(
            names = {"-u", "--user"},
            order = 104,
            paramLabel = "NAME",
            description = "The JMX user. Without it: $SLACKWATER_USER.")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            order = 105,
            paramLabel = "FILE",
            description =
                    "Has the password in its first line. Without it: $SLACKWATER_PASSWORD, else the terminal asks.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--connect-timeout",
            order = 106,
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long to wait for a connection, and for each answer (default: ${DEFAULT-VALUE}).")
    private int connectTimeoutSeconds;

    private boolean asked;
    private @Nullable Credentials credentials;

    /** Where the password is; null for the environment or the terminal. */
    @Nullable
    Path passwordFile() {
        return passwordFile;
    }

    /** How long to wait for a connection, and for each answer. */
    Duration timeout() {
        return Duration.ofSeconds(connectTimeoutSeconds);
    }

    /**
     * The user and the password; the terminal is asked once.
     *
     * @throws CommandFailure with {@link ExitCode#USAGE} if one is there without the other
     */
    @Nullable
    Credentials credentials(Environment environment) {
        if (!asked) {
            credentials = Credentials.find(user, passwordFile, environment);
            asked = true;
        }
        return credentials;
    }

    /**
     * Refuses what picocli cannot see.
     *
     * @param processesOnly whether nothing is connected to by an address
     * @throws CommandFailure with {@link ExitCode#USAGE}
     */
    void validate(boolean processesOnly) {
        if (processesOnly && (user != null || passwordFile != null)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--user and --password-file: not used with --pid (expected --jmx, or neither)");
        }
        if (connectTimeoutSeconds < 1 || connectTimeoutSeconds > MAX_CONNECT_SECONDS) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--connect-timeout: %d (expected 1..%d)".formatted(connectTimeoutSeconds, MAX_CONNECT_SECONDS));
        }
    }

    /** Adds those that were given. */
    ShellLine addTo(ShellLine line) {
        return line.with("--user", user).with("--password-file", passwordFile);
    }
}
