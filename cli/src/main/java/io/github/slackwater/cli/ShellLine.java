package io.github.slackwater.cli;

import org.jspecify.annotations.Nullable;

/** A command line of ours, to be shown as what to do next and copied into a POSIX shell. */
final class ShellLine {

    private final StringBuilder line;

    /**
     * Without options yet.
     *
     * @param command the subcommand, with options of its own if it has any
     */
    ShellLine(String command) {
        this.line = new StringBuilder(Slackwater.NAME + " ").append(command);
    }

    /** Adds an option with its value, quoted where the shell needs that; nothing where there is no value. */
    ShellLine with(String option, @Nullable Object value) {
        if (value != null) {
            line.append(' ').append(option).append(' ').append(quoted(value.toString()));
        }
        return this;
    }

    private static String quoted(String value) {
        return value.matches("[\\w@%+=:,./-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
