package io.github.slackwater.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who connects. The password comes from a file, the environment or the terminal, never from an argument that {@code ps}
 * shows.
 */
record Credentials(String user, String password) {

    static final String USER_VARIABLE = "SLACKWATER_USER";
    static final String PASSWORD_VARIABLE = "SLACKWATER_PASSWORD";

    /** What the JMX connector takes. */
    String[] forJmx() {
        return new String[] {user, password};
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user;
    }

    /**
     * Puts user and password together; the first of file, environment, terminal that has a password gives it.
     *
     * @return null where no user is given: connect without credentials
     * @throws CommandFailure with {@link ExitCode#USAGE} if one is given without the other
     */
    static @Nullable Credentials find(@Nullable String userOption, @Nullable Path file, Environment environment) {
        String user = userOption != null ? userOption : environment.variable(USER_VARIABLE);
        if (user == null || user.isEmpty()) {
            if (file != null) {
                throw usage("--password-file: %s (expected together with --user, or %s in the environment)"
                        .formatted(file, USER_VARIABLE));
            }
            return null;
        }
        return new Credentials(user, password(user, file, environment));
    }

    private static String password(String user, @Nullable Path file, Environment environment) {
        if (file != null) {
            return read(file);
        }
        String variable = environment.variable(PASSWORD_VARIABLE);
        if (variable != null) {
            return variable;
        }
        char[] typed = environment.readPassword("Password of " + user + ": ");
        if (typed == null) {
            throw usage(
                    "user %s has no password, and there is no terminal to ask at (expected --password-file, or %s in the environment)"
                            .formatted(user, PASSWORD_VARIABLE));
        }
        return new String(typed);
    }

    private static String read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty() || lines.get(0).isEmpty()) {
                throw usage("--password-file: %s (expected the password in its first line, which is empty)"
                        .formatted(file));
            }
            return lines.get(0);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--password-file: %s (expected a text file that can be read): %s".formatted(file, reason(e)),
                    e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        return e instanceof AccessDeniedException ? "permission denied" : e.toString();
    }

    private static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }
}
