package io.github.slackwater.cli;

import io.github.slackwater.core.State;
import io.github.slackwater.core.Status;
import picocli.CommandLine.Command;

/** {@code slackwater lame-duck}. */
@Command(
        name = "lame-duck",
        description = {
            "Announces only: not ready, every request still admitted.",
            "Lasts until drain or resume. Changes nothing in any state but SERVING."
        })
final class LameDuckCommand extends RemoteCommand {

    LameDuckCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode run(Session session) {
        Status status = session.lifecycle().lameDuck();
        if (json()) {
            out().println(Json.of(status));
            return ExitCode.DONE;
        }
        out().println("%s: %s".formatted(Text.harmless(status.name()), Text.state(status.state(), ansi())));
        if (status.state() == State.LAME_DUCK) {
            out().println("Not ready, every request still admitted. Next:");
            out().print(NextSteps.of(target(), "drain", "close and wait", "resume", "open again"));
            out().flush();
        }
        return ExitCode.DONE;
    }
}
