package io.github.slackwater.cli;

import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Help.Ansi;

/** A command that is connected to one or several servers. */
abstract class ServerCommand implements Callable<Integer>, WithExitCodes {

    private final Environment environment;

    ServerCommand(Environment environment) {
        this.environment = environment;
    }

    /** Refuses what picocli cannot see, before anything is connected. */
    void validate() {}

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

    final PrintWriter out() {
        return environment.out();
    }

    /** Whether the output is coloured: on a terminal, unless {@code NO_COLOR} is set. */
    final Ansi ansi() {
        return environment.isTerminal() ? Ansi.AUTO : Ansi.OFF;
    }
}
