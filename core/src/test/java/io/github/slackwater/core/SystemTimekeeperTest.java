package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 10, unit = TimeUnit.SECONDS)
class SystemTimekeeperTest {

    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void closedItStillDoesWhatIsDueAndDropsWhatIsDueLater() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        SystemTimekeeper time = new SystemTimekeeper("test");
        time.after(Duration.ZERO, () -> {
            busy.countDown();
            awaitQuietly(release);
        });
        busy.await();
        time.after(Duration.ZERO, () -> done.add("due"));
        time.after(Duration.ofHours(1), () -> done.add("due later"));

        Thread closing = new Thread(time::close, "closing");
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        time.after(Duration.ZERO, () -> done.add("asked for too late"));
        release.countDown();
        closing.join();

        assertThat(done).containsExactly("due");
    }

    @Test
    void anInterruptedCloseLeavesAtOnceAndStaysInterrupted() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        SystemTimekeeper time = new SystemTimekeeper("test");
        time.after(Duration.ZERO, () -> {
            busy.countDown();
            awaitQuietly(never);
        });
        busy.await();

        Thread.currentThread().interrupt();
        time.close();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void closedItStillTellsTheTimeToThoseWhoAskOften() {
        SystemTimekeeper time = new SystemTimekeeper("test");
        long before;
        do {
            before = time.coarseNanoTime();
        } while (time.coarseNanoTime() != before);

        time.close();

        long now = System.nanoTime();
        assertThat(time.coarseNanoTime()).isGreaterThanOrEqualTo(now);
    }

    @Test
    void itsThreadInheritsNothingFromTheOneThatAskedFirst() throws InterruptedException {
        InheritableThreadLocal<String> left = new InheritableThreadLocal<>();
        left.set("the application's");
        CountDownLatch asked = new CountDownLatch(1);
        try (SystemTimekeeper time = new SystemTimekeeper("test")) {
            time.after(Duration.ZERO, () -> {
                done.add(String.valueOf(left.get()));
                asked.countDown();
            });
            asked.await();
        } finally {
            left.remove();
        }

        assertThat(done).containsExactly("null");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
