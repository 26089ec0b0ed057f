package io.github.slackwater.cli;

import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that asks a server: connects, does its work, and closes the connection again. */
abstract class RemoteCommand implements Callable<Integer>, WithExitCodes {

    private final Environment environment;

    @Mixin
    private final TargetOptions target = new TargetOptions();

    @Option(names = "--json", order = 90, description = "Print one JSON document instead of text.")
    private boolean json;

    RemoteCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public final Integer call() {
        validate();
        try (Session session = Session.open(target, environment)) {
            return run(session).number();
        }
    }

    /** Refuses what picocli cannot see, before anything is connected. */
    void validate() {}

    /** The work. */
    abstract ExitCode run(Session session);

    @Override
    public Set<ExitCode> exitCodes() {
        return EnumSet.of(
                ExitCode.DONE,
                ExitCode.FAILED,
                ExitCode.USAGE,
                ExitCode.NO_CONNECTION,
                ExitCode.REFUSED,
                ExitCode.NOT_DEPLOYED);
    }

    final Environment environment() {
        return environment;
    }

    final TargetOptions target() {
        return target;
    }

    final boolean json() {
        return json;
    }

    final PrintWriter out() {
        return environment.out();
    }

    /** Whether the output is coloured: on a terminal, unless {@code NO_COLOR} is set. */
    final Ansi ansi() {
        return environment.isTerminal() ? Ansi.AUTO : Ansi.OFF;
    }
}
