package io.github.slackwater.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.slackwater.core.Lease;
import io.github.slackwater.core.State;
import io.github.slackwater.core.Status;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slackwater status}. */
@Command(name = "status", description = "Shows the state, what is in flight, and the last drain.")
final class StatusCommand extends RemoteCommand {

    @Option(names = "--configuration", order = 1, description = "Show the configuration in force too.")
    private boolean configuration;

    @Option(names = "--exit-code", order = 2, description = "Exit with 10 in any state but SERVING.")
    private boolean exitCode;

    StatusCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode run(Session session) {
        Status status = session.lifecycle().status();
        Lease lease = session.server().isPresent() ? JmxGates.lease(session) : null;
        out().print(
                        json()
                                ? Json.of(new StatusAndLease(status, lease)) + "\n"
                                : StatusText.of(status, lease, configuration, ansi()));
        out().flush();
        return exitCode && status.state() != State.SERVING ? ExitCode.NOT_SERVING : ExitCode.DONE;
    }

    /** @param lease the server's; null where there is no server with one, but applications with a filter only */
    private record StatusAndLease(
            @JsonUnwrapped Status status, @Nullable Lease lease) {}

    @Override
    public Set<ExitCode> exitCodes() {
        Set<ExitCode> codes = super.exitCodes();
        codes.add(ExitCode.NOT_SERVING);
        return codes;
    }
}
