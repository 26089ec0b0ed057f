package io.github.slackwater.cli;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.Outcome;
import io.github.slackwater.core.RequestInfo;
import io.github.slackwater.core.RequestKind;
import io.github.slackwater.core.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a test wants to have been seen. */
final class Views {

    static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    private Views() {}

    static Sight<ServerView> connected(String server, GateView... applications) {
        return new Sight<>(
                server,
                Reach.CONNECTED,
                Duration.ofSeconds(5),
                TIME,
                new ServerView(GateView.sum("server", null, List.of(applications)), List.of(applications)),
                null);
    }

    static <T> Sight<T> without(String server, Reach reach, String problem) {
        return new Sight<>(
                server,
                reach,
                Duration.ofSeconds(12),
                TIME,
                null,
                new CommandFailure(ExitCode.NO_CONNECTION, "cannot connect to " + server + ": " + problem));
    }

    static GateView gate(String name, State state, String since, int inFlight, long drain, @Nullable Outcome last) {
        return new GateView(
                name,
                state,
                since,
                inFlight,
                41,
                inFlight == 0 ? null : request(name + "-17", 12_300),
                inFlight == 0 ? 0 : 12_300,
                1_000,
                7,
                119.4,
                0.5,
                drain,
                last == null
                        ? null
                        : new DrainReport(drain, last, state, 0, List.of(), 0, 0, 0, 60, 400, last + " after 0.4 s"));
    }

    static RequestInfo request(String id, long ageMillis) {
        return new RequestInfo(
                id, "shop", "GET", "/shop/slow", RequestKind.SYNC, ageMillis, "http-listener-1(" + id + ")");
    }
}
