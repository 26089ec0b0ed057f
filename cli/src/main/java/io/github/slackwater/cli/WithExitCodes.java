package io.github.slackwater.cli;

import java.util.Set;

/** A command whose help lists exit codes. */
interface WithExitCodes {

    /** Those that it may end with. */
    Set<ExitCode> exitCodes();
}
