package io.github.slackwater.benchmarks.gate;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.HdrHistogram.Histogram;

/**
 * How long after the end of the last request the one who waits for it goes on. The request ends at no particular moment: some do not
 * wait but look again and again, and it must not matter when they began.
 */
final class TimeToNotice {

    /** The request goes on for at most so long once somebody waits; several looks of those who look again and again. */
    private static final long AT_MOST_MILLIS = 200;

    /** The servers tell of each start and stop. Held, so that its level is. */
    private static final Logger CHATTER = Logger.getLogger("");

    private TimeToNotice() {}

    /**
     * Runs it.
     *
     * @param arguments how many drains of each, 300 if none is given
     */
    public static void main(String[] arguments) throws Exception {
        int drains = arguments.length == 0 ? 300 : Integer.parseInt(arguments[0]);
        CHATTER.setLevel(Level.SEVERE);
        System.out.println("| who waits | drains | p50 | p99 | max |");
        System.out.println("|---|---|---|---|---|");
        for (Waiter waiter : Waiter.values()) {
            measure(waiter, drains / 10);
            print(waiter.name().toLowerCase(Locale.ROOT), measure(waiter, drains));
        }
        Optional<Histogram> go = GoShutdown.measure(drains, AT_MOST_MILLIS);
        if (go.isPresent()) {
            print("go", go.get());
        } else {
            System.out.println("| go | not measured: go is not installed (Debian: apt-get install golang-go) | | | |");
        }
        System.exit(0); // Armeria's threads stay.
    }

    static Histogram micros() {
        return new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
    }

    private static Histogram measure(Waiter waiter, int drains) throws Exception {
        Histogram micros = micros();
        for (int drain = 0; drain < drains; drain++) {
            Peer peer = waiter.create();
            Object last = peer.enter();
            CompletableFuture<Long> returned = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    peer.drain();
                    returned.complete(System.nanoTime());
                } catch (Exception e) {
                    returned.completeExceptionally(e);
                }
            });
            thread.start();
            while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(TimeUnit.MILLISECONDS.toNanos(AT_MOST_MILLIS)));
            long ended = System.nanoTime();
            peer.leave(last);
            micros.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(returned.get() - ended)));
            peer.close(last);
        }
        return micros;
    }

    private static void print(String who, Histogram micros) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.2f ms | %.2f ms | %.2f ms |%n",
                who,
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / 1_000.0,
                micros.getValueAtPercentile(99) / 1_000.0,
                micros.getMaxValue() / 1_000.0);
    }
}
