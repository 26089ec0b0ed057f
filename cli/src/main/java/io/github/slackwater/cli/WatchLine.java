package io.github.slackwater.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One server at one look, for programs.
 *
 * @param time when it was seen so, as an ISO-8601 instant in UTC
 * @param server its address as it was given
 * @param reach see {@link Reach}
 * @param problem why it is not connected; null where it is
 * @param gate the server's own state with the figures of all its applications; null where it is not connected
 * @param applications its applications; empty where it is not connected
 */
record WatchLine(
        String time,
        String server,
        Reach reach,
        @Nullable String problem,
        @Nullable GateView gate,
        List<GateView> applications) {

    static WatchLine of(Sight<ServerView> sight) {
        ServerView view = sight.value();
        return new WatchLine(
                sight.time().toString(),
                sight.server(),
                sight.reach(),
                sight.failure() == null ? null : sight.failure().line(),
                view == null ? null : view.server(),
                view == null ? List.of() : view.applications());
    }
}
