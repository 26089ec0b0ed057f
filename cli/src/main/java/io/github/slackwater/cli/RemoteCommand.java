package io.github.slackwater.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that asks a server: connects, does its work, and closes the connection again. */
abstract class RemoteCommand extends ServerCommand {

    @Mixin
    private final TargetOptions target = new TargetOptions();

    @Option(names = "--json", order = 90, description = "Print one JSON document instead of text.")
    private boolean json;

    RemoteCommand(Environment environment) {
        super(environment);
    }

    @Override
    public final Integer call() {
        validate();
        try (Session session = Session.open(target, environment())) {
            return run(session).number();
        }
    }

    /** The work. */
    abstract ExitCode run(Session session);

    final TargetOptions target() {
        return target;
    }

    final boolean json() {
        return json;
    }
}
