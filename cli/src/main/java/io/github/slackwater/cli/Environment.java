package io.github.slackwater.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** What surrounds the process; injected, so that tests can be their own terminal. */
interface Environment {

    /** An environment variable, null where it is not set. */
    @Nullable
    String variable(String name);

    /** Whether a person sits at it: lines may be redrawn, and a password may be asked for. */
    boolean isTerminal();

    /** How much the terminal shows now; the usual size where there is none. */
    TerminalSize terminalSize();

    /** Asks without echo; null where there is no terminal or the answer is end-of-file. */
    char @Nullable [] readPassword(String prompt);

    /** Standard output. */
    PrintWriter out();

    /** Standard error. */
    PrintWriter err();
}
