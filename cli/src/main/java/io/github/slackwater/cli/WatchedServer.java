package io.github.slackwater.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One server that is looked at again and again. Connects when need be, also after the server has gone and come back. For one
 * thread, which never waits longer than it wants to: there is one look at a time, on a thread of its own.
 */
final class WatchedServer<T> implements AutoCloseable {

    /** A look that takes no longer is no news: the last one still stands. */
    static final Duration TOLERANCE = Duration.ofSeconds(3);

    private final Place place;
    private final Supplier<Look<T>> looks;
    private final LongSupplier nanoTime;
    private Sight<T> last;
    private long reachedNanos;
    private long seenNanos;
    private @Nullable FutureTask<Sight<T>> pending;

    // Of the thread that looks; handed on by the future.
    private @Nullable Session session;
    private @Nullable Look<T> look;

    /**
     * Not connected yet.
     *
     * @param looks called at each new connection
     */
    WatchedServer(Place place, Supplier<Look<T>> looks, LongSupplier nanoTime) {
        this.place = place;
        this.looks = looks;
        this.nanoTime = nanoTime;
        this.reachedNanos = nanoTime.getAsLong();
        this.seenNanos = reachedNanos;
        this.last = sight(Reach.CONNECTING, null, null);
    }

    /** Begins a look, unless one is under way or it is of no use. */
    void begin() {
        if (pending == null && !last.reach().isFinal()) {
            pending = TimeLimit.start(this::see);
        }
    }

    /** The look that was begun, or the one before if it takes longer than this. */
    Sight<T> await(Duration patience) throws InterruptedException {
        FutureTask<Sight<T>> under = pending;
        if (under == null) {
            last = since(last);
            return last;
        }
        try {
            Sight<T> seen = under.get(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
            pending = null;
            seenNanos = nanoTime.getAsLong();
            last = since(seen);
        } catch (TimeoutException late) {
            boolean silent =
                    last.reach() == Reach.CONNECTED && passed(seenNanos).compareTo(TOLERANCE) > 0;
            last = since(silent ? sight(Reach.NO_ANSWER, null, null) : last);
        } catch (ExecutionException e) {
            throw TimeLimit.thrown(e) instanceof RuntimeException thrown
                    ? thrown
                    : new IllegalStateException(place.name() + ": the look failed", e);
        }
        return last;
    }

    /** The same, with how long it has been so. */
    private Sight<T> since(Sight<T> seen) {
        if (seen.reach() != last.reach()) {
            reachedNanos = nanoTime.getAsLong();
        }
        return new Sight<>(
                seen.server(), seen.reach(), passed(reachedNanos), seen.time(), seen.value(), seen.failure());
    }

    private Duration passed(long sinceNanos) {
        return Duration.ofNanos(nanoTime.getAsLong() - sinceNanos);
    }

    private Sight<T> see() {
        try {
            Session open = session;
            Look<T> present = look;
            if (open == null || present == null) {
                open = Session.open(place, null);
                present = looks.get();
                session = open;
                look = present;
            }
            return sight(Reach.CONNECTED, present.look(open), null);
        } catch (CommandFailure e) {
            return sight(reach(e.exitCode()), null, e);
        }
    }

    private Reach reach(ExitCode code) {
        if (code == ExitCode.NOT_DEPLOYED) {
            return Reach.NOT_DEPLOYED;
        }
        disconnect();
        if (place.hasEnded()) {
            return Reach.ENDED;
        }
        return code == ExitCode.REFUSED ? Reach.REFUSED : Reach.UNREACHABLE;
    }

    private void disconnect() {
        Session lost = session;
        session = null;
        look = null;
        if (lost != null) {
            lost.close();
        }
    }

    private Sight<T> sight(Reach reach, @Nullable T value, @Nullable CommandFailure failure) {
        return new Sight<>(place.name(), reach, Duration.ZERO, Instant.now(), value, failure);
    }

    /** Waits a second at the most. A look under way is left to itself. */
    @Override
    public void close() {
        Session open = session;
        if (pending == null && open != null) {
            open.close();
        }
    }
}
