package io.github.slackwater.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which server and application are meant: the same for every command that asks a server. */
final class TargetOptions {

    static final String JMX_VARIABLE = "SLACKWATER_JMX";

    private static final int MAX_CONNECT_SECONDS = 3_600;

    @Option(
            names = "--jmx",
            order = 101,
            paramLabel = "ADDRESS",
            description = "The server's JMX: host:port, or a service:jmx:... URL. Without it: $SLACKWATER_JMX, "
                    + "else the one server of this user on this machine that has Slackwater.")
    private @Nullable String jmx;

    @Option(
            names = "--pid",
            order = 102,
            paramLabel = "PID",
            description = "Instead of an address: a process of this user on this machine. Needs no JMX port.")
    private @Nullable Long pid;

    @Option(
            names = {"-a", "--application"},
            order = 103,
            paramLabel = "NAME",
            description = "One application instead of the whole server.")
    private @Nullable String application;

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

    /** The application that was asked for; null for the server. */
    @Nullable
    String application() {
        return application;
    }

    /** The process that was asked for; null where it is an address, or nothing. */
    @Nullable
    Long pid() {
        return pid;
    }

    /** How long to wait for a connection, and for each answer. */
    Duration connectTimeout() {
        return Duration.ofSeconds(connectTimeoutSeconds);
    }

    /**
     * The address that was asked for; null where it is a process, or nothing.
     *
     * @throws CommandFailure with {@link ExitCode#USAGE} if it is malformed
     */
    @Nullable
    JmxAddress address(Environment environment) {
        if (jmx != null) {
            return JmxAddress.parse("--jmx", jmx);
        }
        String variable = environment.variable(JMX_VARIABLE);
        return pid != null || variable == null || variable.isEmpty() ? null : JmxAddress.parse(JMX_VARIABLE, variable);
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
     * @throws CommandFailure with {@link ExitCode#USAGE}
     */
    void validate() {
        if (jmx != null && pid != null) {
            throw usage("--jmx: %s and --pid: %d (expected one of the two)".formatted(jmx, pid));
        }
        if (pid != null && (user != null || passwordFile != null)) {
            throw usage("--user and --password-file: not used with --pid (expected --jmx, or neither)");
        }
        if (connectTimeoutSeconds < 1 || connectTimeoutSeconds > MAX_CONNECT_SECONDS) {
            throw usage("--connect-timeout: %d (expected 1..%d)".formatted(connectTimeoutSeconds, MAX_CONNECT_SECONDS));
        }
    }

    /** A command line for the same target, to be shown as what to do next. */
    String commandLine(String command) {
        StringBuilder line = new StringBuilder("slackwater ").append(command);
        append(line, "--jmx", jmx);
        append(line, "--pid", pid);
        append(line, "--application", application);
        append(line, "--user", user);
        append(line, "--password-file", passwordFile);
        return line.toString();
    }

    private static void append(StringBuilder line, String option, @Nullable Object value) {
        if (value != null) {
            line.append(' ').append(option).append(' ').append(quoted(value.toString()));
        }
    }

    /** As a POSIX shell reads it. */
    private static String quoted(String value) {
        return value.matches("[\\w@%+=:,./-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
    }

    private static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }
}
