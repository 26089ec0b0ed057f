package io.github.slackwater.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an application has to do, written down as simply as can be: no threads, no timers, no word; time goes in ticks, and at
 * each the rules of the design are asked one after the other.
 */
final class DrainModel {

    /** All times of the tests are multiples of it, also half of a timeout of whole seconds. */
    static final Duration TICK = Duration.ofMillis(500);

    static final Duration LEASE = Duration.ofSeconds(20);

    private static final Duration QUIET = Settings.DEFAULT.lameDuckQuiet();
    private static final Duration MAX = Settings.DEFAULT.lameDuckMax();
    private static final Duration NEVER = Duration.ofDays(1_000);

    /** One who has asked for a drain. */
    static final class Waiter {
        final long number;
        final boolean waits;
        private final Duration deadline;

        /** Null as long as nothing is known. */
        @Nullable
        Outcome outcome;

        Duration elapsed = Duration.ZERO;

        Waiter(long number, boolean waits, Duration deadline) {
            this.number = number;
            this.waits = waits;
            this.deadline = deadline;
        }
    }

    private final Duration lease;
    private Duration now = Duration.ZERO;
    private State state = State.SERVING;
    private long number;
    private int inFlight;
    private long admitted;
    private long refused;

    private Duration began = Duration.ZERO;
    private Duration lastArrival = Duration.ZERO;
    private Duration cap = NEVER;
    private Duration drainedAt = Duration.ZERO;
    private boolean ending;
    private boolean timedOut;
    private Duration leaseEnds = NEVER;
    private final List<Waiter> waiting = new ArrayList<>();

    DrainModel(Duration lease) {
        this.lease = lease;
    }

    boolean enter() {
        boolean in = state == State.SERVING || state == State.LAME_DUCK;
        if (in) {
            inFlight++;
            admitted++;
            lastArrival = now;
        } else {
            refused++;
        }
        return in;
    }

    void leave() {
        inFlight--;
        drainedIfEmpty();
    }

    Waiter drain(Duration timeout, boolean announce) {
        if (state == State.SERVING) {
            begin(announce ? State.LAME_DUCK : State.DRAINING);
        }
        boolean waits = !timeout.isZero();
        Waiter waiter = new Waiter(number, waits, waits ? now.plus(timeout) : NEVER);
        waiting.add(waiter);
        leaseEnds = NEVER;
        if (state == State.LAME_DUCK) {
            ending = true;
            if (!announce) {
                close();
            } else if (waits) {
                cap = min(cap, now.minus(began).plus(timeout.dividedBy(2)));
            }
        }
        if (state == State.DRAINED) {
            tellAll(Outcome.DRAINED, drainedAt);
        }
        if (!waits || state == State.DRAINED) {
            holdLease();
        }
        endLameDuckIfDue();
        return waiter;
    }

    void announce() {
        if (state == State.SERVING) {
            begin(State.LAME_DUCK);
            holdLease();
        }
    }

    void resume() {
        if (state != State.SERVING) {
            state = State.SERVING;
            leaseEnds = NEVER;
            tellAll(Outcome.CANCELLED, now);
        }
    }

    void pass(int ticks) {
        for (int tick = 0; tick < ticks; tick++) {
            now = now.plus(TICK);
            endLameDuckIfDue();
            for (Waiter waiter : List.copyOf(waiting)) {
                if (waiter.deadline.compareTo(now) <= 0) {
                    timedOut = true;
                    waiting.remove(waiter);
                    tell(waiter, Outcome.TIMED_OUT, now);
                    holdLease();
                }
            }
            if (leaseEnds.compareTo(now) <= 0) {
                resume();
            }
        }
    }

    private void begin(State next) {
        number++;
        state = next;
        began = now;
        lastArrival = now;
        cap = NEVER;
        ending = false;
        timedOut = false;
        drainedIfEmpty();
    }

    /** It ends when it has been quiet, at the latest after the maximum, or half of the shortest timeout. */
    private void endLameDuckIfDue() {
        Duration quiet = lastArrival.minus(began).plus(QUIET);
        Duration length = min(quiet, min(MAX, cap));
        if (state == State.LAME_DUCK && ending && now.minus(began).compareTo(length) >= 0) {
            close();
        }
    }

    private void close() {
        state = State.DRAINING;
        drainedIfEmpty();
    }

    private void drainedIfEmpty() {
        if (state == State.DRAINING && inFlight == 0) {
            state = State.DRAINED;
            drainedAt = now;
            tellAll(Outcome.DRAINED, now);
            holdLease();
        }
    }

    /** Once nobody waits any more. */
    private void holdLease() {
        if (!lease.isZero() && waiting.stream().noneMatch(waiter -> waiter.waits)) {
            leaseEnds = now.plus(lease);
        }
    }

    private void tellAll(Outcome outcome, Duration at) {
        waiting.forEach(waiter -> tell(waiter, outcome, at));
        waiting.clear();
    }

    private void tell(Waiter waiter, Outcome outcome, Duration at) {
        waiter.outcome = outcome;
        waiter.elapsed = at.minus(began);
    }

    State state() {
        return state;
    }

    long number() {
        return number;
    }

    int inFlight() {
        return inFlight;
    }

    long admitted() {
        return admitted;
    }

    long refused() {
        return refused;
    }

    int stragglers() {
        return timedOut && state == State.DRAINING ? inFlight : 0;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
