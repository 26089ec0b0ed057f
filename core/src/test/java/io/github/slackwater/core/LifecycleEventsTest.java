package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.event.DrainStarted;
import io.github.slackwater.core.event.DrainTimedOut;
import io.github.slackwater.core.event.Drained;
import io.github.slackwater.core.event.GateClosed;
import io.github.slackwater.core.event.Resumed;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleEventsTest {

    private final List<Object> fired = new CopyOnWriteArrayList<>();
    private final SystemTimekeeper time = new SystemTimekeeper("test");
    private final ServerLifecycle server = new ServerLifecycle(Configuration.read(key -> null, null), "portable", time);

    @AfterEach
    void close() {
        server.close();
        time.close();
    }

    @Test
    void everyMoveIsToldInOrder() {
        try (LifecycleEvents events = new LifecycleEvents(fired::add, getClass().getClassLoader())) {
            events.stateChanged(server, State.SERVING, State.LAME_DUCK, 7);
            events.stateChanged(server, State.LAME_DUCK, State.DRAINING, 7);
            events.drainEnded(server, report(Outcome.TIMED_OUT, 3));
            events.stateChanged(server, State.DRAINING, State.DRAINED, 7);
            events.drainEnded(server, report(Outcome.DRAINED, 0));
            events.stateChanged(server, State.DRAINED, State.SERVING, 7);
        }

        assertThat(fired)
                .containsExactly(
                        new DrainStarted("server", 7),
                        new GateClosed("server", 7),
                        new DrainTimedOut("server", 7, 3),
                        new Drained("server", 7),
                        new Resumed("server", 7));
    }

    @Test
    void aDrainWithoutLameDuckStartsAndClosesAtOnce() {
        try (LifecycleEvents events = new LifecycleEvents(fired::add, getClass().getClassLoader())) {
            events.stateChanged(server, State.SERVING, State.DRAINING, 1);
        }

        assertThat(fired).containsExactly(new DrainStarted("server", 1), new GateClosed("server", 1));
    }

    @Test
    void aFailingObserverDoesNotStopLaterEvents() {
        try (LifecycleEvents events = new LifecycleEvents(
                event -> {
                    fired.add(event);
                    throw new IllegalStateException("an observer's own");
                },
                getClass().getClassLoader())) {
            events.stateChanged(server, State.SERVING, State.LAME_DUCK, 1);
            events.stateChanged(server, State.LAME_DUCK, State.SERVING, 1);
        }

        assertThat(fired).containsExactly(new DrainStarted("server", 1), new Resumed("server", 1));
    }

    @Test
    void observersFindTheModulesLoader() {
        ClassLoader module = new ClassLoader(getClass().getClassLoader()) {};
        try (LifecycleEvents events =
                new LifecycleEvents(event -> fired.add(Thread.currentThread().getContextClassLoader()), module)) {
            events.stateChanged(server, State.SERVING, State.LAME_DUCK, 1);
        }

        assertThat(fired).containsExactly(module);
    }

    @Test
    void whoIsInterruptedWhileTheLastEventsGoOutStaysInterrupted() {
        CountDownLatch given = new CountDownLatch(1);
        LifecycleEvents events = new LifecycleEvents(
                event -> {
                    try {
                        given.await();
                    } catch (InterruptedException e) {
                        fired.add(e);
                    }
                },
                getClass().getClassLoader());
        events.stateChanged(server, State.DRAINED, State.SERVING, 1);
        Thread.currentThread().interrupt();

        events.close();

        assertThat(Thread.interrupted()).isTrue();
        given.countDown();
    }

    private static DrainReport report(Outcome outcome, int inFlight) {
        return new DrainReport(7, outcome, State.DRAINING, inFlight, List.of(), 0, 0, 0, 30, 30_000, "");
    }
}
