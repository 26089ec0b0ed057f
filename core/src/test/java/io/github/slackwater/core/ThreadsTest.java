package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No thread of ours keeps a JVM alive, nor the class loader of the application that happened to be the first to need it. */
@Timeout(60)
class ThreadsTest {

    private record Seen(boolean daemon, ClassLoader loader, String name) {}

    private static final ClassLoader OURS = ThreadsTest.class.getClassLoader();

    private final BlockingQueue<Seen> seen = new ArrayBlockingQueue<>(1);
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final ClassLoader application = new ClassLoader(before) {};
    private final SystemTimekeeper time = new SystemTimekeeper("time");

    @BeforeEach
    void asAnApplication() {
        Thread.currentThread().setContextClassLoader(application);
    }

    @AfterEach
    void end() {
        Thread.currentThread().setContextClassLoader(before);
        time.close();
    }

    @Test
    void thatOfTheTime() throws InterruptedException {
        time.after(Duration.ZERO, this::look);

        assertThat(seen.take()).isEqualTo(new Seen(true, OURS, "time"));
    }

    @Test
    void thoseWhereLongLivedRequestsAreEnded() throws InterruptedException {
        LongLivedRequests.threads("shop").execute(this::look);

        assertThat(seen.take()).isEqualTo(new Seen(true, OURS, "slackwater-end-shop"));
    }

    @Test
    void thoseWhereLongLivedRequestsAreEndedGoWhenThereAreNone() {
        assertThat(LongLivedRequests.threads("shop"))
                .isInstanceOfSatisfying(
                        ThreadPoolExecutor.class,
                        threads -> assertThat(threads.allowsCoreThreadTimeOut()).isTrue());
    }

    @Test
    void thoseWhereApplicationsAreToldOfTheirServer() throws InterruptedException {
        Configuration configuration = new Configuration(Settings.DEFAULT, Map.of(), List.of());
        ServerLifecycle server = new ServerLifecycle(configuration, "portable", time);
        ApplicationLifecycle shop = new ApplicationLifecycle("shop", configuration, "portable", new FakeTimekeeper() {
            @Override
            public synchronized Instant now() {
                if (Thread.currentThread().getName().equals("slackwater-server")) {
                    look();
                }
                return super.now();
            }
        });
        server.bean().beginDrain(0);

        server.joined("shop", shop.bean());

        assertThat(seen.take()).isEqualTo(new Seen(true, OURS, "slackwater-server"));
        server.close();
    }

    @Test
    void thatOfEventsHasTheLoaderOfTheirObservers() throws InterruptedException {
        ServerLifecycle server = new ServerLifecycle(
                new Configuration(Settings.DEFAULT, Map.of(), List.of()), "portable", new FakeTimekeeper());
        try (LifecycleEvents events = new LifecycleEvents(event -> look(), before)) {
            events.stateChanged(server, State.DRAINED, State.SERVING, 1);
            assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(new Seen(true, before, "slackwater-events"));
        }
    }

    @Test
    void eventsAfterTheEndAreDropped() {
        ServerLifecycle server = new ServerLifecycle(
                new Configuration(Settings.DEFAULT, Map.of(), List.of()), "portable", new FakeTimekeeper());
        LifecycleEvents events = new LifecycleEvents(event -> look(), before);
        events.close();

        events.stateChanged(server, State.DRAINED, State.SERVING, 1);

        assertThat(seen).isEmpty();
    }

    @Test
    void theTimeIsThatOfTheSystem() {
        long earliest = System.nanoTime();
        long now = time.nanoTime();

        assertThat(now - earliest).isNotNegative();
        assertThat(System.nanoTime() - now).isNotNegative();
    }

    private void look() {
        Thread thread = Thread.currentThread();
        seen.offer(new Seen(thread.isDaemon(), thread.getContextClassLoader(), thread.getName()));
    }
}
