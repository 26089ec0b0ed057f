package io.github.slackwater.cli;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.RequestInfo;
import io.github.slackwater.core.ServerLifecycle;
import io.github.slackwater.core.Status;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Asks a server and its applications for their state and figures. An application that has gone stays in sight, as gone. */
final class ServerLook implements Look<ServerView> {

    private final Set<String> chosen;
    private final LongSupplier nanoTime;
    private final Map<String, Status> before = new HashMap<>();
    private final SortedMap<String, GateView> applications = new TreeMap<>();
    private long beforeNanos;

    /** @param chosen the names of the applications that are looked at; empty for all */
    ServerLook(Set<String> chosen, LongSupplier nanoTime) {
        this.chosen = chosen;
        this.nanoTime = nanoTime;
        this.beforeNanos = nanoTime.getAsLong();
    }

    @Override
    public ServerView look(Session session) {
        @Nullable Status server = session.server().map(LifecycleMXBean::status).orElse(null);
        SortedMap<String, LifecycleMXBean> present = session.applications();
        if (server == null && present.isEmpty()) {
            throw new CommandFailure(ExitCode.NOT_DEPLOYED, "Slackwater is not deployed there");
        }
        long nanos = nanoTime.getAsLong();
        Duration passed = Duration.ofNanos(nanos - beforeNanos);
        beforeNanos = nanos;
        chosen.forEach(name -> applications.put(name, GateView.gone(name)));
        applications.replaceAll((name, old) -> GateView.gone(name));
        present.forEach((name, operations) -> {
            if (chosen.isEmpty() || chosen.contains(name)) {
                applications.put(name, application(name, operations, passed));
            }
        });
        return new ServerView(
                GateView.sum(ServerLifecycle.NAME, server, applications.values()), List.copyOf(applications.values()));
    }

    private GateView application(String name, LifecycleMXBean operations, Duration passed) {
        try {
            Status now = operations.status();
            Status last = before.put(name, now);
            return GateView.of(now, oldest(now, operations), last == null ? null : Rate.between(last, now, passed));
        } catch (CommandFailure e) {
            // It was there when the list was made.
            if (e.exitCode() == ExitCode.NOT_DEPLOYED) {
                return GateView.gone(name);
            }
            throw e;
        }
    }

    private static @Nullable RequestInfo oldest(Status status, LifecycleMXBean operations) {
        if (status.inFlight() == 0 || status.inFlight() > Sampler.MOST_LISTED) {
            return null;
        }
        return Sampler.first(operations.activeRequests());
    }
}
