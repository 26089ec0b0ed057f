package io.github.slackwater.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command with one line on standard error and an exit code. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    /**
     * A failure.
     *
     * @param message one line: the value, what was expected, what to do next
     */
    CommandFailure(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    CommandFailure(ExitCode exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    ExitCode exitCode() {
        return exitCode;
    }

    /** The line, also where the code wants a string that is never null. */
    String line() {
        return String.valueOf(getMessage());
    }
}
