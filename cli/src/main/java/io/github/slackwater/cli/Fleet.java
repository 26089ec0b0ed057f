package io.github.slackwater.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Several servers that are looked at together: one that is slow or gone does not hold up the others. For one thread. */
final class Fleet<T> implements AutoCloseable {

    private final List<WatchedServer<T>> servers;
    private final LongSupplier nanoTime;
    private List<Sight<T>> seen = List.of();

    /** Connects to nothing yet. */
    Fleet(List<Place> places, Supplier<Look<T>> looks, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.servers = places.stream()
                .map(place -> new WatchedServer<>(place, looks, nanoTime))
                .toList();
    }

    /**
     * Looks at all of them at the same time.
     *
     * @param patience when to go on with what was seen before of those that have not answered yet
     * @return one for each place, in their order
     */
    List<Sight<T>> look(Duration patience) throws InterruptedException {
        long deadline = nanoTime.getAsLong() + patience.toNanos();
        servers.forEach(WatchedServer::begin);
        List<Sight<T>> sights = new ArrayList<>();
        for (WatchedServer<T> server : servers) {
            sights.add(server.await(Duration.ofNanos(deadline - nanoTime.getAsLong())));
        }
        seen = sights;
        return sights;
    }

    /** Whether none of them can come back. */
    boolean isOver() {
        return !seen.isEmpty() && seen.stream().allMatch(sight -> sight.reach().isFinal());
    }

    /** Waits a second at the most. */
    @Override
    public void close() {
        List<FutureTask<WatchedServer<T>>> closing = servers.stream()
                .map(server -> TimeLimit.start(() -> {
                    server.close();
                    return server;
                }))
                .toList();
        try {
            for (FutureTask<WatchedServer<T>> each : closing) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a connection could not be closed", e);
        }
    }
}
