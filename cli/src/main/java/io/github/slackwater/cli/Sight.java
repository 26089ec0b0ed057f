package io.github.slackwater.cli;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One server as it was seen last.
 *
 * @param server its name, see {@link Place}
 * @param reach whether it answers
 * @param lasting how long that has been so
 * @param time when it was seen so
 * @param value what was seen; null unless it is {@link Reach#CONNECTED}
 * @param failure why it is not; null where there is nothing to say
 */
record Sight<T>(
        String server,
        Reach reach,
        Duration lasting,
        Instant time,
        @Nullable T value,
        @Nullable CommandFailure failure) {

    /** Its name for a table. */
    String shortName() {
        return JmxAddress.brief(server);
    }

    /** Why it is not connected, without what the reader knows already; empty where it is. */
    String problem() {
        return failure == null
                ? ""
                : failure.line()
                        .replace("cannot connect to " + server + ": ", "")
                        .replace("the connection to " + server + " was lost: ", "connection lost: ");
    }
}
