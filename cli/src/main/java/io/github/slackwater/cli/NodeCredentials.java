package io.github.slackwater.cli;

import io.github.slackwater.cli.rolling.FleetFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who connects to the nodes of a fleet: what a node names, else what the options and the environment do. */
final class NodeCredentials {

    private final Path fleetFile;
    private final ConnectionOptions connection;
    private final Environment environment;
    private final Map<FleetFile.Login, Credentials> found = new HashMap<>();

    NodeCredentials(Path fleetFile, ConnectionOptions connection, Environment environment) {
        this.fleetFile = fleetFile;
        this.connection = connection;
        this.environment = environment;
    }

    /**
     * Those for one node; a terminal is asked once for each user.
     *
     * @throws CommandFailure with {@link ExitCode#USAGE} if a user is there without a password, or the other way round
     */
    @Nullable
    Credentials of(FleetFile.Login login) {
        if (login.user() == null && login.passwordFile() == null && login.passwordVariable() == null) {
            return connection.credentials(environment);
        }
        return found.computeIfAbsent(login, unused -> find(login));
    }

    private Credentials find(FleetFile.Login login) {
        String user = login.user() == null ? environment.variable(Credentials.USER_VARIABLE) : login.user();
        if (user == null) {
            throw usage(
                    fleetFile + ": a password without a user (expected user, or SLACKWATER_USER in the environment)");
        }
        if (login.passwordVariable() != null) {
            String password = environment.variable(login.passwordVariable());
            if (password == null) {
                throw usage("%s: password-variable: %s (expected it in the environment)"
                        .formatted(fleetFile, login.passwordVariable()));
            }
            return new Credentials(user, password);
        }
        Path file = login.passwordFile() == null ? connection.passwordFile() : login.passwordFile();
        Credentials credentials = Credentials.find(user, file, environment);
        if (credentials == null) {
            throw new IllegalStateException("a user has credentials: " + user);
        }
        return credentials;
    }

    private static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }
}
