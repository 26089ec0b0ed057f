package io.github.slackwater.cli;

import io.github.slackwater.core.Status;
import picocli.CommandLine.Command;

/** {@code slackwater resume}. */
@Command(name = "resume", description = "Opens again. Harmless when already serving.")
final class ResumeCommand extends RemoteCommand {

    ResumeCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode run(Session session) {
        Status status = session.lifecycle().resume();
        out().println(
                        json()
                                ? Json.of(status)
                                : "%s: %s".formatted(Text.harmless(status.name()), Text.state(status.state(), ansi())));
        return ExitCode.DONE;
    }
}
