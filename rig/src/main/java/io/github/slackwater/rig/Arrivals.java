package io.github.slackwater.rig;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** When the next request comes, and which: a clockwork that nothing slows down. */
final class Arrivals {
    /** One arrival, with the moment at which it ought to begin. */
    record Arrival(String id, RequestKind kind, boolean ownConnection, long intendedNanos) {}

    private final LoadPlan plan;
    private final String run;
    private final List<RequestKind> cycle;
    private final Consumer<Arrival> send;
    private final Runnable held;
    private final AtomicInteger probes = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "rig-arrivals");

    private boolean holding;
    private boolean stopped;
    private boolean started;
    private long startNanos;
    private long stopNanos;

    Arrivals(LoadPlan plan, String run, Consumer<Arrival> send, Runnable held) {
        this.plan = plan;
        this.run = run;
        this.send = send;
        this.held = held;
        this.cycle = cycle(plan);
        thread.setDaemon(true);
    }

    synchronized void start() {
        if (started || stopped) {
            throw new IllegalStateException("load: started or stopped before (expected a new client for a new run)");
        }
        started = true;
        startNanos = System.nanoTime();
        thread.start();
    }

    synchronized void hold(boolean on) {
        holding = on;
    }

    synchronized void stop() {
        if (!stopped) {
            stopped = true;
            stopNanos = System.nanoTime();
            LockSupport.unpark(thread);
        }
    }

    synchronized Duration elapsed() {
        return started ? Duration.ofNanos((stopped ? stopNanos : System.nanoTime()) - startNanos) : Duration.ZERO;
    }

    String nextProbeId() {
        return run + "-probe-" + probes.incrementAndGet();
    }

    private void run() {
        long start = started();
        for (long number = 0; ; number++) {
            // From the start, not from the last arrival: the rate does not drift.
            long intended = start + number * 1_000_000_000L / plan.requestsPerSecond();
            for (long wait = intended - System.nanoTime(); wait > 0; wait = intended - System.nanoTime()) {
                LockSupport.parkNanos(wait);
                if (isStopped()) {
                    return;
                }
            }
            if (!arrive(number, intended)) {
                return;
            }
        }
    }

    /** Under the lock, so that after {@link #hold} or {@link #stop} nothing begins any more. */
    private synchronized boolean arrive(long number, long intended) {
        if (stopped) {
            return false;
        }
        if (intended - startNanos > plan.longest().toNanos()) {
            stop();
            return false;
        }
        if (holding) {
            held.run();
        } else {
            boolean own = isOnItsOwn(number);
            RequestKind kind = cycle.get((int) (number % cycle.size()));
            send.accept(new Arrival(run + "-" + number, kind, own, intended));
        }
        return true;
    }

    /** Shifted by one in each cycle, so that every kind has its turn. */
    private boolean isOnItsOwn(long number) {
        int every = plan.newConnectionEvery();
        return every > 0 && (number + number / cycle.size()) % every == 0;
    }

    private synchronized long started() {
        return startNanos;
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** Every kind as often as its weight, in an order that is the same in each run. */
    private static List<RequestKind> cycle(LoadPlan plan) {
        List<RequestKind> kinds = new ArrayList<>();
        for (RequestKind kind : RequestKind.values()) {
            kinds.addAll(Collections.nCopies(plan.weights().getOrDefault(kind, 0), kind));
        }
        Collections.shuffle(kinds, new Random(7));
        return List.copyOf(kinds);
    }
}
