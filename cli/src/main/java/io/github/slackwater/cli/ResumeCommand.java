package io.github.slackwater.cli;

import io.github.slackwater.core.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slackwater resume}. */
@Command(name = "resume", description = "Opens again. Harmless when already serving.")
final class ResumeCommand extends RemoteCommand {

    @Option(
            names = {"-q", "--quiet"},
            order = 1,
            description = "Print nothing but errors; the exit code tells.")
    private boolean quiet;

    ResumeCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode run(Session session) {
        Status status = session.lifecycle().resume();
        if (quiet) {
            return ExitCode.DONE;
        }
        out().println(
                        json()
                                ? Json.of(status)
                                : "%s: %s".formatted(Text.harmless(status.name()), Text.state(status.state(), ansi())));
        return ExitCode.DONE;
    }
}
