package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The races that experts get wrong, with real threads: each is run many times, and each outcome is checked. */
@Timeout(60)
class RacesTest {

    private static final int ROUNDS = 2_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final SystemTimekeeper time = new SystemTimekeeper("races");

    @AfterEach
    void end() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        time.close();
    }

    /** Two threads meet at each of a row of gates, so that entering and closing interleave there in every way. */
    @RepeatedTest(3)
    void aGateEitherAdmitsOrReportsSlackWaterNeverBoth() throws Exception {
        Gate[] gates = Stream.generate(Gate::new).limit(30_000).toArray(Gate[]::new);
        boolean[] drained = new boolean[gates.length];
        AtomicInteger closerAt = new AtomicInteger(-1);
        AtomicInteger entererAt = new AtomicInteger(-1);
        Future<?> closer = threads.submit(() -> {
            for (int i = 0; i < gates.length; i++) {
                meet(i, closerAt, entererAt);
                drained[i] = gates[i].settle(gates[i].begin(State.DRAINING));
            }
        });
        boolean[] admitted = new boolean[gates.length];
        for (int i = 0; i < gates.length; i++) {
            meet(i, entererAt, closerAt);
            admitted[i] = Gate.admits(gates[i].enter());
        }
        closer.get();

        for (int i = 0; i < gates.length; i++) {
            assertThat(admitted[i] ^ drained[i]).as("gate %d", i).isTrue();
        }
    }

    private static void meet(int i, AtomicInteger mine, AtomicInteger other) {
        mine.set(i);
        while (other.get() < i) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whoHoldsAPermitNeverSeesSlackWater() throws Exception {
        ApplicationLifecycle shop = shop();
        AtomicBoolean over = new AtomicBoolean();
        List<Future<Integer>> passers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            passers.add(threads.submit(() -> pass(shop, over)));
        }
        for (int round = 0; round < 10 * ROUNDS; round++) {
            DrainReport report = soon(shop.drain(Duration.ofSeconds(30), false));
            assertThat(report.outcome()).isEqualTo(Outcome.DRAINED);
            shop.bean().resume();
        }
        over.set(true);

        for (Future<Integer> passer : passers) {
            assertThat(passer.get()).as("permits held in slack water").isZero();
        }
        assertThat(shop.bean().getActiveRequests()).isZero();
        assertThat(shop.bean().activeRequests()).isEmpty();
    }

    private static int pass(ApplicationLifecycle shop, AtomicBoolean over) {
        int violations = 0;
        while (!over.get()) {
            ActiveRequest request = shop.enter("GET", "/");
            if (request != null) {
                violations += shop.state() == State.DRAINED ? 1 : 0;
                request.leave();
            }
        }
        return violations;
    }

    @Test
    void theLastToLeaveAlwaysWakesTheWaiter() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ApplicationLifecycle shop = shop();
            List<ActiveRequest> requests = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                requests.add(Objects.requireNonNull(shop.enter("GET", "/")));
            }
            CyclicBarrier start = new CyclicBarrier(3);
            List<Future<Boolean>> left = new ArrayList<>();
            for (ActiveRequest request : requests) {
                left.add(threads.submit(() -> {
                    start.await();
                    return request.leave();
                }));
            }
            start.await();

            DrainReport report = soon(shop.drain(Duration.ofSeconds(30), false));

            assertThat(report.outcome()).isEqualTo(Outcome.DRAINED);
            for (Future<Boolean> one : left) {
                assertThat(one.get()).isTrue();
            }
        }
    }

    @Test
    void aPermitReleasedByManyThreadsIsReleasedOnce() throws Exception {
        ApplicationLifecycle shop = shop();
        for (int round = 0; round < ROUNDS; round++) {
            ActiveRequest request = Objects.requireNonNull(shop.enter("GET", "/"));
            CyclicBarrier start = new CyclicBarrier(4);
            List<Future<Boolean>> released = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                released.add(threads.submit(() -> {
                    start.await();
                    return request.leave();
                }));
            }
            int times = 0;
            for (Future<Boolean> one : released) {
                times += one.get() ? 1 : 0;
            }
            assertThat(times).isEqualTo(1);
            assertThat(shop.bean().getActiveRequests()).isZero();
        }
    }

    @Test
    void anInterruptNeverHitsTheNextRequestOfTheThread() throws Exception {
        ApplicationLifecycle shop = shop();
        for (int round = 0; round < ROUNDS; round++) {
            CyclicBarrier start = new CyclicBarrier(2);
            CompletableFuture<ActiveRequest> entered = new CompletableFuture<>();
            Future<Boolean> worker = threads.submit(() -> {
                ActiveRequest request = Objects.requireNonNull(shop.enter("GET", "/"));
                entered.complete(request);
                start.await();
                request.leave();
                return Thread.currentThread().isInterrupted();
            });
            ActiveRequest request = entered.get();
            start.await();
            request.interrupt();

            assertThat(worker.get()).as("round %d", round).isFalse();
        }
    }

    @RepeatedTest(20)
    void hundredDrainsAndResumesAtOnceLeaveNobodyWaitingAndNothingCounted() throws Exception {
        ApplicationLifecycle shop = shop();
        List<Future<DrainReport>> drains = new ArrayList<>();
        AtomicInteger turns = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            drains.add(threads.submit(() -> {
                ActiveRequest request = shop.enter("GET", "/");
                var report = shop.drain(Duration.ofSeconds(30), turns.incrementAndGet() % 2 == 0);
                if (request != null) {
                    request.leave();
                }
                shop.bean().resume();
                return soon(report);
            }));
        }
        for (Future<DrainReport> drain : drains) {
            assertThat(drain.get().outcome()).isIn(Outcome.DRAINED, Outcome.CANCELLED);
        }
        assertThat(shop.state()).isEqualTo(State.SERVING);
        assertThat(shop.bean().getActiveRequests()).isZero();
        assertThat(shop.bean().activeRequests()).isEmpty();
    }

    private static DrainReport soon(CompletionStage<DrainReport> report) throws Exception {
        return report.toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    private ApplicationLifecycle shop() {
        return new ApplicationLifecycle(
                "shop", new Configuration(Settings.DEFAULT, Map.of(), List.of()), "portable", time);
    }
}
