package io.github.slackwater.it;

import io.github.slackwater.rig.Suspension;
import java.nio.file.Path;
import java.util.Optional;

/** What an administrator does to applications on a server, exactly as the server's own commands do it. */
interface Admin {

    /** Deploys an archive; the context root of a WAR is the name. */
    void deploy(String name, Path archive);

    /**
     * Deploys an archive with a jar that no other application sees.
     *
     * @throws UnsupportedOperationException where the server has no command for that
     */
    void deploy(String name, Path archive, Path library);

    /** The plain redeploy of the server, with no call to Slackwater. */
    void redeploy(String name, Path archive);

    /** The same, and sessions are kept; where the server does that by its configuration only, the plain redeploy. */
    default void redeployKeepingSessions(String name, Path archive) {
        redeploy(name, archive);
    }

    void undeploy(String name);

    /** Runs one command of the server as it would be typed, such as {@code asadmin}'s {@code "disable", "shop"}. */
    void command(String... words);

    /** Suspends the whole server and lets it serve again; empty where it has no command for that. */
    default Optional<Suspension> suspension() {
        return Optional.empty();
    }
}
