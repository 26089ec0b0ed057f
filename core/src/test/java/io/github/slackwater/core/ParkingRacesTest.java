package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is parked is told exactly once, whatever else happens at the same moment. With real threads, many times. */
@Timeout(60)
class ParkingRacesTest {

    private static final int ROUNDS = 1_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(3);
    private final SystemTimekeeper time = new SystemTimekeeper("parking-races");

    @AfterEach
    void end() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        time.close();
    }

    @Test
    void whoParksWhileTheGateOpensIsAdmitted() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ApplicationLifecycle shop = shop(Duration.ofSeconds(60), 0);
            shop.hold(Duration.ZERO);
            List<Told> told = atOnce(() -> shop.bean().resume(), () -> park(shop), () -> park(shop));

            assertThat(told)
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request.admitted()).isTrue());
            nothingIsLeft(shop, told);
        }
    }

    @Test
    void whoIsReleasedWhileTheGateClosesAgainIsAdmittedAtTheNextOpening() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ApplicationLifecycle shop = shop(Duration.ofSeconds(60), 0);
            shop.hold(Duration.ZERO);
            List<Told> told = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                told.add(park(shop));
            }
            shop.bean().resume();
            told.addAll(atOnce(() -> shop.hold(Duration.ZERO), () -> shop.bean().resume(), () -> park(shop)));
            shop.bean().resume();

            assertThat(told)
                    .allSatisfy(request -> assertThat(request.admitted()).isTrue());
            nothingIsLeft(shop, told);
        }
    }

    @Test
    void whoIsParkedInAHoldIsNeverRefusedByTheResumeOfAnEarlierDrain() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ApplicationLifecycle shop = shop(Duration.ofSeconds(60), 0);
            shop.drain(Duration.ZERO, false);
            List<Told> told = atOnce(() -> shop.bean().resume(), () -> {
                shop.hold(Duration.ZERO);
                return park(shop);
            });
            shop.bean().resume();

            assertThat(told)
                    .hasSize(1)
                    .allSatisfy(request -> assertThat(request.admitted()).isTrue());
            nothingIsLeft(shop, told);
        }
    }

    @Test
    void whoExpiresWhileReleasedIsToldOneOfTheTwo() throws Exception {
        for (int round = 0; round < 200; round++) {
            ApplicationLifecycle shop = shop(Duration.ofMillis(2), 0);
            shop.hold(Duration.ZERO);
            List<Told> told = List.of(park(shop), park(shop));
            long due = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(1_500 + round * 5L);
            while (System.nanoTime() < due) {
                Thread.onSpinWait();
            }
            shop.bean().resume();

            for (Told request : told) {
                request.admitted();
            }
            nothingIsLeft(shop, told);
            assertThat(shop.bean().getRejectedTotal())
                    .isEqualTo(told.stream()
                            .filter(request -> !request.answer.join())
                            .count());
        }
    }

    @Test
    void whoLeavesWhileReleasedIsToldNothingOrIsAdmitted() throws Exception {
        for (int round = 0; round < 20; round++) {
            ApplicationLifecycle shop = shop(Duration.ofSeconds(60), 0);
            shop.hold(Duration.ZERO);
            List<Told> told = Stream.generate(Told::new).limit(10_000).toList();
            List<ParkingPlace> places =
                    told.stream().map(request -> shop.park("GET", "/", request)).toList();
            int[] left = new int[places.size()];
            atOnce(() -> shop.bean().resume(), () -> {
                for (int i = places.size() - 1; i >= 0; i--) {
                    left[i] = places.get(i).leave() ? 1 : 0;
                }
                return "";
            });
            // What the release has under way is behind this on its thread.
            CompletableFuture<Boolean> released = new CompletableFuture<>();
            Runnable unused = time.after(Duration.ZERO, () -> released.complete(true));
            assertThat(released.get(5, TimeUnit.SECONDS)).isTrue();

            for (int i = 0; i < left.length; i++) {
                assertThat(left[i] + told.get(i).times.get())
                        .as("round %d, %d", round, i)
                        .isEqualTo(1);
            }
            nothingIsLeft(shop, List.of());
        }
    }

    @Test
    void whoParksWhileTheServerStopsIsRefused() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ApplicationLifecycle shop = shop(Duration.ofSeconds(60), 0);
            shop.hold(Duration.ZERO);
            List<Told> told = atOnce(shop::stopParking, () -> park(shop), () -> park(shop));

            assertThat(told)
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request.admitted()).isFalse());
            nothingIsLeft(shop, told);
        }
    }

    private static void nothingIsLeft(ApplicationLifecycle shop, List<Told> told) {
        assertThat(told).allSatisfy(request -> assertThat(request.times).hasValue(1));
        assertThat(shop.bean().getParkedRequests()).isZero();
        assertThat(shop.bean().getActiveRequests()).isZero();
    }

    /** Runs them at the same moment, and returns the requests that they have parked. */
    private List<Told> atOnce(Step... steps) throws Exception {
        CyclicBarrier start = new CyclicBarrier(steps.length);
        List<Future<Object>> done = new ArrayList<>();
        for (Step step : steps) {
            done.add(threads.submit(() -> {
                start.await();
                return step.result();
            }));
        }
        List<Told> told = new ArrayList<>();
        for (Future<Object> one : done) {
            if (one.get() instanceof Told request) {
                told.add(request);
            }
        }
        return told;
    }

    private List<Told> atOnce(Runnable other, Step... steps) throws Exception {
        List<Step> all = new ArrayList<>(List.of(steps));
        all.add(() -> {
            other.run();
            return "";
        });
        return atOnce(all.toArray(Step[]::new));
    }

    private static Told park(ApplicationLifecycle shop) {
        Told request = new Told();
        shop.park("GET", "/", request);
        return request;
    }

    private ApplicationLifecycle shop(Duration atMost, int perSecond) {
        Settings settings = new Settings(
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                List.of(),
                new Parking(false, 10_000, atMost, perSecond),
                LongLived.DEFAULT,
                true);
        return new ApplicationLifecycle("shop", new Configuration(settings, Map.of(), List.of()), "test", time);
    }

    private interface Step {
        Object result() throws Exception;
    }

    /** Ends as soon as it is let in. */
    private static final class Told implements ParkedRequest {
        private final AtomicInteger times = new AtomicInteger();
        private final CompletableFuture<Boolean> answer = new CompletableFuture<>();

        @Override
        public void admit(ActiveRequest permit) {
            times.incrementAndGet();
            permit.leave();
            answer.complete(true);
        }

        @Override
        public void refuse() {
            times.incrementAndGet();
            answer.complete(false);
        }

        boolean admitted() throws Exception {
            return answer.get(5, TimeUnit.SECONDS);
        }
    }
}
