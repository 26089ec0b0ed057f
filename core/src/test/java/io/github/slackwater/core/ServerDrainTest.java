package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server with two applications; what they are told is carried out when the test says so. */
class ServerDrainTest {

    private final FakeTimekeeper time = new FakeTimekeeper();
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final ServerLifecycle server = new ServerLifecycle(configuration(), "portable", time, orders::add);
    private final ApplicationLifecycle shop = application("shop");
    private final ApplicationLifecycle bank = application("bank");

    @BeforeEach
    void both() {
        join(shop);
        join(bank);
    }

    @Test
    void announcesForEveryApplicationAndDrainsThemAll() {
        ActiveRequest order = enter(shop);
        ActiveRequest transfer = enter(bank);
        var report = drain(30);
        assertThat(server.state()).isEqualTo(State.LAME_DUCK);
        assertThat(shop.state()).isEqualTo(State.LAME_DUCK);
        assertThat(bank.state()).isEqualTo(State.LAME_DUCK);

        time.advance(Duration.ofSeconds(1));
        carryOut();
        assertThat(server.state()).isEqualTo(State.DRAINING);
        order.leave();
        carryOut();
        assertThat(shop.state()).isEqualTo(State.DRAINED);
        assertThat(server.state()).isEqualTo(State.DRAINING);
        assertThat(server.bean().getActiveRequests()).isEqualTo(1);
        transfer.leave();
        carryOut();

        assertThat(server.state()).isEqualTo(State.DRAINED);
        assertThat(report.toCompletableFuture().join().outcome()).isEqualTo(Outcome.DRAINED);
    }

    @Test
    void aNewRequestAtOneApplicationKeepsAllOfThemOpen() {
        drain(30);
        time.advance(Duration.ofMillis(900));
        enter(bank).leave();

        time.advance(Duration.ofMillis(900));
        carryOut();

        assertThat(shop.state()).as("the balancer still sends to this server").isEqualTo(State.LAME_DUCK);
        time.advance(Duration.ofMillis(100));
        carryOut();
        assertThat(server.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void whenTheServerClosesUnderTrafficThatNeverRestsSoDoItsApplications() {
        drain(12);
        for (int i = 0; i < 60; i++) {
            assertThat(server.state()).isEqualTo(State.LAME_DUCK);
            enter(bank).leave();
            time.advance(Duration.ofMillis(100));
            carryOut();
        }

        assertThat(server.state()).isEqualTo(State.DRAINED);
        assertThat(bank.state()).isEqualTo(State.DRAINED);
        assertThat(bank.enter("GET", "/")).isNull();
    }

    @Test
    void listsTheStragglersOfAllApplicationsOldestFirst() {
        enter(bank);
        time.advance(Duration.ofSeconds(1));
        enter(shop);
        var report = drain(10);

        time.advance(Duration.ofSeconds(10));
        carryOut();

        assertThat(report.toCompletableFuture().join().outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(report.toCompletableFuture().join().stragglers())
                .extracting(RequestInfo::id)
                .containsExactly("bank-1", "shop-1");
    }

    @Test
    void resumeOpensEveryApplicationAndWakesTheWaiter() {
        enter(shop);
        var report = drain(30);
        time.advance(Duration.ofSeconds(2));
        carryOut();

        server.drain(Duration.ZERO, true);
        resume();

        assertThat(report.toCompletableFuture().join().outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(shop.state()).isEqualTo(State.SERVING);
        assertThat(bank.state()).isEqualTo(State.SERVING);
    }

    @Test
    void drainsAgainAfterAResume() {
        ActiveRequest slow = enter(shop);
        drain(30);
        time.advance(Duration.ofSeconds(2));
        carryOut();
        resume();
        var second = drain(30);
        time.advance(Duration.ofSeconds(2));
        carryOut();
        assertThat(server.state()).isEqualTo(State.DRAINING);

        slow.leave();
        carryOut();

        assertThat(second.toCompletableFuture().join().outcome()).isEqualTo(Outcome.DRAINED);
        assertThat(second.toCompletableFuture().join().drain()).isEqualTo(2);
    }

    @Test
    void anApplicationThatGoesIsNotWaitedFor() {
        enter(shop);
        drain(30);
        time.advance(Duration.ofSeconds(2));
        carryOut();
        assertThat(server.state()).isEqualTo(State.DRAINING);

        server.gone("shop");

        assertThat(server.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void anApplicationThatComesToADrainedServerAnnouncesAndOpensWithIt() {
        drain(30);
        time.advance(Duration.ofSeconds(2));
        carryOut();
        assertThat(server.state()).isEqualTo(State.DRAINED);

        ApplicationLifecycle next = application("shop");
        join(next);
        carryOut();
        assertThat(next.state()).as("not ready, but it can be tried").isEqualTo(State.LAME_DUCK);
        resume();

        assertThat(next.state()).isEqualTo(State.SERVING);
    }

    @Test
    void aDrainOfAServerWithOneDrainedApplicationDoesNotWaitForIt() {
        shop.drain(Duration.ofSeconds(1), false);
        time.runDue();

        drain(30);
        time.advance(Duration.ofSeconds(2));
        carryOut();

        assertThat(server.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void staleNewsOfAnOlderDrainSettlesNothing() {
        enter(shop);
        drain(30);
        time.advance(Duration.ofSeconds(2));
        carryOut();

        server.changed("shop", State.DRAINED);

        assertThat(server.state()).as("shop itself says it is not").isEqualTo(State.DRAINING);
    }

    @Test
    void findsTheApplicationOfARequestByItsId() {
        enter(bank);
        server.bean().activeRequests();

        assertThat(server.bean().threadDump("bank-1"))
                .contains(Thread.currentThread().getName())
                .contains("findsTheApplicationOfARequestByItsId");
        assertThatThrownBy(() -> server.bean().threadDump("nobody-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("id: nobody-1 (expected");
        assertThatThrownBy(() -> server.bean().threadDump("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsEachApplicationInItsStatus() {
        enter(bank);
        time.advance(Duration.ofSeconds(3));

        assertThat(server.bean().status().applications())
                .containsExactly(
                        new ApplicationStatus("bank", State.SERVING, 1, 3_000),
                        new ApplicationStatus("shop", State.SERVING, 0, 0));
    }

    @Test
    void aServerWithoutApplicationsDrainsToo() {
        server.gone("shop");
        server.gone("bank");

        drain(30);
        time.advance(Duration.ofSeconds(1));

        assertThat(server.state()).isEqualTo(State.DRAINED);
    }

    private void join(ApplicationLifecycle application) {
        application.addListener(new LifecycleListener() {
            @Override
            public void stateChanged(Lifecycle lifecycle, State from, State to, long drain) {
                server.changed(lifecycle.name(), to);
            }
        });
        server.joined(application.name(), application.bean());
    }

    private CompletionStage<DrainReport> drain(int seconds) {
        var report = server.drain(Duration.ofSeconds(seconds), true);
        carryOut();
        return report;
    }

    /** On a thread of its own, as an operator's: it waits until the applications have followed. */
    private void resume() {
        Thread operator = new Thread(() -> server.bean().resume());
        operator.start();
        while (operator.isAlive()) {
            carryOut();
            Thread.onSpinWait();
        }
        carryOut();
    }

    private void carryOut() {
        time.runDue();
        for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
            order.run();
            time.runDue();
        }
    }

    private ApplicationLifecycle application(String name) {
        return new ApplicationLifecycle(name, configuration(), "portable", time);
    }

    private static Configuration configuration() {
        return new Configuration(Settings.DEFAULT, Map.of(), List.of());
    }

    private static ActiveRequest enter(ApplicationLifecycle application) {
        return Objects.requireNonNull(application.enter("GET", "/"));
    }
}
