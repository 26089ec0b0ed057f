package io.github.slackwater.core;

import io.github.slackwater.core.Drain.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Moves a {@link Gate} through its states: who drains, who waits, when the lame duck ends, when a timeout or lease passes.
 *
 * <p>The gate's word is the truth; the lock only puts the operators' moves and the news of them in one order. It is held
 * for a few instructions, never while traffic is asked, a report is built, or anyone is told. Requests take it once a
 * drain: the one that leaves last.
 */
final class Drains {

    /** What else happens at the moves of a gate that stands for others. Called under the lock: must not block. */
    interface Hooks {
        default void announced() {}

        /** Just before the gate closes: what is entered now, is waited for. */
        default void closing(Duration timeout) {}

        /** The gate has just closed. */
        default void closed(long drain) {}

        default void resumed() {}
    }

    private final Gate gate;
    private final LameDuck lameDuck;
    private final Duration lease;
    private final Timekeeper time;
    private final Traffic traffic;
    private final Hooks hooks;
    private final News news;
    private final Reports reports;

    private final ReentrantLock lock = new ReentrantLock();

    /** What is to be done when the lock is free again: completing a future may run anyone's code. */
    private final Deque<Runnable> afterUnlock = new ArrayDeque<>();

    /** Written under the lock; null while serving. */
    private volatile @Nullable Drain current;

    private volatile Instant since;
    private volatile @Nullable DrainReport last;

    Drains(Gate gate, Settings settings, Timekeeper time, Traffic traffic, Hooks hooks, News news) {
        this.gate = gate;
        this.lameDuck = LameDuck.of(settings);
        this.lease = settings.lease();
        this.time = time;
        this.traffic = traffic;
        this.hooks = hooks;
        this.news = news;
        this.reports = new Reports(gate, traffic);
        this.since = time.now();
    }

    /** See {@link Lifecycle#drain}. */
    CompletableFuture<DrainReport> drain(Duration timeout, boolean announce) {
        return drain(timeout, announce, () -> {});
    }

    /**
     * The same, with a word before it that no resume comes between.
     *
     * @param first called under the lock: must not block
     */
    CompletableFuture<DrainReport> drain(Duration timeout, boolean announce, Runnable first) {
        Drain.Totals before = totals();
        lock.lock();
        try {
            first.run();
            Drain drain = current;
            if (drain == null) {
                drain = begin(announce && !lameDuck.max().isZero() ? State.LAME_DUCK : State.DRAINING, timeout, before);
            }
            Ticket ticket = drain.ticket(timeout);
            drain.cancelLease();
            if (gate.state() == State.LAME_DUCK) {
                endLameDuck(drain, timeout, announce);
            }
            waitFor(drain, ticket);
            return ticket.report;
        } finally {
            unlock();
        }
    }

    /** See {@link LifecycleMXBean#lameDuck}. */
    void announce() {
        Drain.Totals before = totals();
        lock.lock();
        try {
            if (current == null) {
                holdLease(begin(State.LAME_DUCK, Duration.ZERO, before));
            }
        } finally {
            unlock();
        }
    }

    /** See {@link LifecycleMXBean#resume}. */
    void resume() {
        lock.lock();
        try {
            Drain drain = current;
            if (drain != null) {
                resume(drain);
            }
        } finally {
            unlock();
        }
    }

    /**
     * Makes the end of a drain known, if it is the one under way, it is closed, and nothing is in flight.
     *
     * @param epoch the drain, from the word that {@link Gate#leave} returned
     */
    void settle(long epoch) {
        lock.lock();
        try {
            Drain drain = current;
            if (drain != null && gate.settle(epoch)) {
                drain.drainedNanos = time.nanoTime();
                moved(State.DRAINING, State.DRAINED, epoch);
                end(drain, Outcome.DRAINED);
                holdLease(drain);
            }
        } finally {
            unlock();
        }
    }

    /** Ends all timers; those who wait are told how far the drain has come. */
    void close() {
        lock.lock();
        try {
            Drain drain = current;
            if (drain != null) {
                drain.cancelTimers();
                end(drain, Outcome.IN_PROGRESS);
            }
        } finally {
            unlock();
        }
    }

    /** How the drain under way has come on. */
    DrainReport progress(Duration timeout) {
        Drain drain = current;
        if (drain == null) {
            DrainReport ended = last;
            return ended != null
                    ? ended
                    : reports.of(
                            new Drain(gate.epoch(), time.nanoTime(), Drain.Totals.NONE),
                            Outcome.CANCELLED,
                            timeout,
                            time.nanoTime());
        }
        boolean drained = gate.state() == State.DRAINED;
        long now = drained ? drain.drainedNanos : time.nanoTime();
        return reports.of(drain, drained ? Outcome.DRAINED : Outcome.IN_PROGRESS, timeout, now);
    }

    boolean hasStragglers() {
        Drain drain = current;
        return drain != null && drain.timedOut && gate.state() == State.DRAINING;
    }

    Instant since() {
        return since;
    }

    /** Of the drain under way, or of the last one. */
    long number() {
        return gate.epoch();
    }

    @Nullable
    DrainReport last() {
        return last;
    }

    /** Asked without the lock: of a server, by its applications. */
    private Drain.Totals totals() {
        return new Drain.Totals(traffic.rejectedTotal(), traffic.parkedTotal(), traffic.longLivedEndedTotal());
    }

    private Drain begin(State next, Duration timeout, Drain.Totals before) {
        if (next == State.DRAINING) {
            hooks.closing(timeout);
        }
        long began = time.nanoTime();
        long number = gate.begin(next);
        Drain drain = new Drain(number, began, before);
        current = drain;
        moved(State.SERVING, next, number);
        if (next == State.LAME_DUCK) {
            hooks.announced();
        } else {
            hooks.closed(number);
            settle(number);
        }
        return drain;
    }

    private void endLameDuck(Drain drain, Duration timeout, boolean announce) {
        if (!announce) {
            close(drain, timeout);
            return;
        }
        Duration now = Duration.ofNanos(time.nanoTime() - drain.beganNanos);
        if (!timeout.isZero()) {
            Duration half = now.plus(timeout.dividedBy(2));
            drain.lameDuckCap = LameDuck.shorter(half, drain.lameDuckCap);
        }
        // A timer even if it is due: how quiet it has been is asked without the lock.
        scheduleLameDuck(drain, Duration.ZERO);
    }

    private void scheduleLameDuck(Drain drain, Duration delay) {
        drain.lameDuckTimer(time.after(delay, () -> lameDuckDue(drain)));
    }

    private void lameDuckDue(Drain drain) {
        Duration quiet = Duration.ofNanos(traffic.quietNanos());
        lock.lock();
        try {
            if (current != drain || gate.state() != State.LAME_DUCK) {
                return;
            }
            Duration lasted = Duration.ofNanos(time.nanoTime() - drain.beganNanos);
            Duration left = lameDuck.length(LameDuck.longer(Duration.ZERO, lasted.minus(quiet)), drain.lameDuckCap)
                    .minus(lasted);
            if (left.compareTo(Duration.ZERO) > 0) {
                scheduleLameDuck(drain, left);
            } else {
                Duration longest =
                        drain.tickets.stream().map(ticket -> ticket.timeout).reduce(Duration.ZERO, LameDuck::longer);
                close(drain, longest);
            }
        } finally {
            unlock();
        }
    }

    private void close(Drain drain, Duration timeout) {
        drain.cancelLameDuck();
        hooks.closing(timeout);
        gate.move(State.DRAINING);
        moved(State.LAME_DUCK, State.DRAINING, drain.number);
        hooks.closed(drain.number);
        // The last request may have left before the gate closed.
        settle(drain.number);
    }

    private void waitFor(Drain drain, Ticket ticket) {
        if (gate.state() == State.DRAINED) {
            end(drain, Outcome.DRAINED);
            holdLease(drain);
        } else if (!ticket.timeout.isZero()) {
            ticket.cancelTimeout = time.after(ticket.timeout, () -> timeOut(drain, ticket));
        } else {
            holdLease(drain);
        }
    }

    private void timeOut(Drain drain, Ticket ticket) {
        lock.lock();
        try {
            // The drain may have ended for this ticket, and a later one may have begun, just as the timer went off.
            if (drain.tickets.remove(ticket)) {
                drain.timedOut = true;
                finish(drain, ticket, Outcome.TIMED_OUT, true);
                holdLease(drain);
            }
        } finally {
            unlock();
        }
    }

    private void resume(Drain drain) {
        State before = gate.state();
        gate.move(State.SERVING);
        current = null;
        drain.cancelTimers();
        moved(before, State.SERVING, drain.number);
        end(drain, Outcome.CANCELLED);
        hooks.resumed();
    }

    /** A forgotten drain resumes by itself, a lease after nobody waits for it any more. */
    private void holdLease(Drain drain) {
        boolean awaited = drain.tickets.stream().anyMatch(ticket -> !ticket.timeout.isZero());
        if (current == drain && !lease.isZero() && !awaited) {
            drain.leaseTimer(time.after(lease, () -> leasePassed(drain)));
        }
    }

    private void leasePassed(Drain drain) {
        lock.lock();
        try {
            if (current == drain) {
                resume(drain);
            }
        } finally {
            unlock();
        }
    }

    /** The same outcome for all who wait; told to listeners once. */
    private void end(Drain drain, Outcome outcome) {
        boolean tell = outcome != Outcome.IN_PROGRESS;
        for (Ticket ticket : drain.takeTickets()) {
            finish(drain, ticket, outcome, tell);
            tell = false;
        }
    }

    private void finish(Drain drain, Ticket ticket, Outcome outcome, boolean tell) {
        long ended = outcome == Outcome.DRAINED ? drain.drainedNanos : time.nanoTime();
        afterUnlock.add(() -> {
            try {
                DrainReport report = reports.of(drain, outcome, ticket.timeout, ended);
                if (outcome != Outcome.IN_PROGRESS) {
                    last = report;
                }
                ticket.report.complete(report);
            } catch (RuntimeException e) {
                ticket.report.completeExceptionally(e);
            }
        });
        if (tell) {
            news.drainEnded(ticket.report);
        }
    }

    private void moved(State from, State to, long number) {
        since = time.now();
        news.stateChanged(from, to, number);
    }

    private void unlock() {
        // Only the outermost hold hands over: what is done afterwards must find the lock free.
        Deque<Runnable> due = new ArrayDeque<>();
        boolean outermost = lock.getHoldCount() == 1;
        if (outermost) {
            due.addAll(afterUnlock);
            afterUnlock.clear();
        }
        lock.unlock();
        due.forEach(Runnable::run);
        if (outermost) {
            news.send();
        }
    }
}
