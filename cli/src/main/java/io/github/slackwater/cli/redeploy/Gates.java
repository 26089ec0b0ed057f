package io.github.slackwater.cli.redeploy;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.Lease;
import io.github.slackwater.core.State;
import org.jspecify.annotations.Nullable;

/**
 * Slackwater on the server, as a redeploy needs it. Where an application is named, null stands for the server. Repeating
 * anything is harmless. Each method throws {@link RedeployFailure} with {@link RedeployCode#NO_CONNECTION}, {@link
 * RedeployCode#REFUSED} or {@link RedeployCode#NOT_DEPLOYED}.
 */
public interface Gates {

    /**
     * How things stand.
     *
     * @param server the server's state
     * @param application the application's; null where Slackwater does not know it
     * @param gated whether the application stands behind a server gate: a plain redeploy then drains it by itself, and parks
     *     what arrives
     */
    record States(State server, @Nullable State application, boolean gated) {}

    States states(@Nullable String application);

    /** Who has said that they are at work on the server; nobody also where Slackwater is older, and knows no leases. */
    Lease lease();

    /**
     * Closes, and waits for what is in flight; shows meanwhile how it comes on.
     *
     * @throws RedeployFailure also with {@link RedeployCode#STOPPED}, after a signal; the drain then goes on in the server
     */
    DrainReport drain(@Nullable String application, int timeoutSeconds, Stop stop);

    /** The server says that it is not ready, and serves on. */
    void lameDuck();

    void resume(@Nullable String application);
}
