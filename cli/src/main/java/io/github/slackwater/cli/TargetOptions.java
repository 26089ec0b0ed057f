package io.github.slackwater.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which server and application are meant: the same for every command that asks one server. */
final class TargetOptions {

    static final String JMX_VARIABLE = "SLACKWATER_JMX";

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

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    /** The application that was asked for; null for the server. */
    @Nullable
    String application() {
        return application;
    }

    /** How long to wait for a connection, and for each answer. */
    Duration connectTimeout() {
        return connection.timeout();
    }

    /**
     * Where the server is; the one local server that has Slackwater, where nothing else was asked for.
     *
     * @throws CommandFailure if the options are wrong, or there is not just one such server
     */
    Place place(Environment environment) {
        validate();
        JmxAddress address = jmxAddress(environment);
        if (address != null) {
            return Place.at(address, connection.credentials(environment), connectTimeout());
        }
        AttachApi.require();
        return pid != null
                ? Place.process(pid, connectTimeout())
                : Place.at(new LocalJvms(connectTimeout()).theOneWithSlackwater(), null, connectTimeout());
    }

    /**
     * The same where it has to be an address: a process that comes back is another one.
     *
     * @throws CommandFailure with {@link ExitCode#USAGE} if no address was given
     */
    Place address(Environment environment) {
        validate();
        JmxAddress address = jmxAddress(environment);
        if (address == null) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--jmx is missing (expected the address of a server that may come back; or $%s)"
                            .formatted(JMX_VARIABLE));
        }
        return Place.at(address, connection.credentials(environment), connectTimeout());
    }

    private @Nullable JmxAddress jmxAddress(Environment environment) {
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
        return connection.credentials(environment);
    }

    private void validate() {
        if (jmx != null && pid != null) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--jmx: %s and --pid: %d (expected one of the two)".formatted(jmx, pid));
        }
        connection.validate(pid != null);
    }

    /** A command line for the same target, to be shown as what to do next. */
    String commandLine(String command) {
        return connection
                .addTo(new ShellLine(command)
                        .with("--jmx", jmx)
                        .with("--pid", pid)
                        .with("--application", application))
                .toString();
    }
}
