package io.github.slackwater.benchmarks.gate;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** How long after the end of the last request the one who waits for it goes on. */
final class TimeToNotice {

    private static final List<Peer.Kind> WITH_WAITERS =
            List.of(Peer.Kind.SLACKWATER, Peer.Kind.UNDERTOW, Peer.Kind.JETTY, Peer.Kind.WILDFLY);

    private TimeToNotice() {}

    /**
     * Runs it.
     *
     * @param arguments how many drains of each, 1,000 if none is given
     */
    public static void main(String[] arguments) throws Exception {
        int drains = arguments.length == 0 ? 1_000 : Integer.parseInt(arguments[0]);
        System.out.println("| who waits | drains | p50 | p99 | max |");
        System.out.println("|---|---|---|---|---|");
        for (Peer.Kind kind : WITH_WAITERS) {
            measure(kind, drains / 10);
            print(kind.name().toLowerCase(Locale.ROOT), measure(kind, drains));
        }
    }

    private static Histogram measure(Peer.Kind kind, int drains) throws Exception {
        Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(1), 3);
        for (int drain = 0; drain < drains; drain++) {
            Peer peer = kind.create();
            Object last = peer.enter();
            CompletableFuture<Long> returned = new CompletableFuture<>();
            Thread waiter = new Thread(() -> {
                try {
                    peer.drain();
                    returned.complete(System.nanoTime());
                } catch (Exception e) {
                    returned.completeExceptionally(e);
                }
            });
            waiter.start();
            while (waiter.getState() != Thread.State.WAITING && waiter.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            // At no particular moment of a poll.
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000));
            long ended = System.nanoTime();
            peer.leave(last);
            micros.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(returned.get() - ended)));
        }
        return micros;
    }

    private static void print(String who, Histogram micros) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.3f ms | %.3f ms | %.3f ms |%n",
                who,
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / 1_000.0,
                micros.getValueAtPercentile(99) / 1_000.0,
                micros.getMaxValue() / 1_000.0);
    }
}
