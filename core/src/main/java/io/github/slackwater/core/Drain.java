package io.github.slackwater.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One drain, from its begin to the resume that ends it. Written under the lock of {@link Drains} only. */
final class Drain {

    /** Its epoch in the gate's word. */
    final long number;

    final long beganNanos;
    final Totals before;

    /** Those who wait for its end. */
    final List<Ticket> tickets = new ArrayList<>();

    /** The lame duck ends at the latest when it has lasted this long: half of the shortest timeout of those who wait. */
    Duration lameDuckCap = Duration.ofNanos(Long.MAX_VALUE);

    /** When nothing was in flight any more; has no meaning before. */
    volatile long drainedNanos;

    /** Whether somebody's timeout has passed: what is in flight now are stragglers. */
    volatile boolean timedOut;

    private Runnable cancelLameDuck = Drain::nothing;
    private Runnable cancelLease = Drain::nothing;

    Drain(long number, long beganNanos, Totals before) {
        this.number = number;
        this.beganNanos = beganNanos;
        this.before = before;
    }

    /** Replaces the timer that ends the lame duck. */
    void lameDuckTimer(Runnable cancel) {
        cancelLameDuck.run();
        cancelLameDuck = cancel;
    }

    /** Replaces the timer that resumes a forgotten drain. */
    void leaseTimer(Runnable cancel) {
        cancelLease.run();
        cancelLease = cancel;
    }

    /** Those of the drain itself; those of its tickets end as they are taken. */
    void cancelTimers() {
        cancelLameDuck();
        cancelLease();
    }

    void cancelLease() {
        leaseTimer(Drain::nothing);
    }

    void cancelLameDuck() {
        lameDuckTimer(Drain::nothing);
    }

    /** A new ticket; but those who do not wait share one, however often they ask. */
    Ticket ticket(Duration timeout) {
        for (Ticket shared : tickets) {
            if (timeout.isZero() && shared.timeout.isZero()) {
                return shared;
            }
        }
        Ticket ticket = new Ticket(timeout);
        tickets.add(ticket);
        return ticket;
    }

    private static void nothing() {}

    /** Takes all tickets, with their timers cancelled. */
    List<Ticket> takeTickets() {
        List<Ticket> taken = List.copyOf(tickets);
        taken.forEach(ticket -> ticket.cancelTimeout.run());
        tickets.clear();
        return taken;
    }

    /** What had been counted when a drain began. */
    record Totals(long rejected, long parked, long longLivedEnded) {
        static final Totals NONE = new Totals(0, 0, 0);
    }

    /** One who waits for the end of a drain. */
    static final class Ticket {
        final Duration timeout;
        final CompletableFuture<DrainReport> report = new CompletableFuture<>();
        Runnable cancelTimeout = Drain::nothing;

        Ticket(Duration timeout) {
            this.timeout = timeout;
        }
    }
}
