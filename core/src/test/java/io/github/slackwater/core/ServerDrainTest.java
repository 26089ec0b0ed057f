package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
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

    /** What an application is told when the lame duck ends: it has stragglers when nobody waits for it any more. */
    @Test
    void itsApplicationsHaveTheLongestTimeoutOfThoseWhoWait() {
        enter(shop);
        drain(30);
        drain(10);

        time.advance(Duration.ofSeconds(29));
        carryOut();
        assertThat(shop.bean().stragglers()).isEmpty();
        time.advance(Duration.ofSeconds(30));
        carryOut();

        assertThat(shop.bean().stragglers()).hasSize(1);
    }

    @Test
    void whoAnnouncesHearsNothingBeforeTheApplicationsHaveFollowed() {
        List<State> seen = new ArrayList<>();
        Thread operator = new Thread(() -> {
            server.bean().lameDuck();
            seen.add(shop.state());
        });
        operator.start();
        while (operator.isAlive() && operator.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(seen).isEmpty();
        while (operator.isAlive()) {
            carryOut();
            Thread.onSpinWait();
        }

        assertThat(seen).containsExactly(State.LAME_DUCK);
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
    void itsFiguresAreThoseOfAllItsApplications() {
        enter(shop);
        time.advance(Duration.ofSeconds(2));
        enter(bank).outside(new Stream());
        enter(bank).leave();
        shop.drain(Duration.ZERO, false);
        assertThat(shop.enter("GET", "/")).isNull();
        bank.hold(Duration.ZERO);
        bank.park("GET", "/", new Parked());
        time.runDue();

        LifecycleMXBean bean = server.bean();
        assertThat(bean.getActiveRequests()).isEqualTo(2);
        assertThat(bean.getOldestRequestMillis()).isEqualTo(2_000);
        assertThat(bean.getAdmittedTotal()).isEqualTo(3);
        assertThat(bean.getRejectedTotal()).isEqualTo(1);
        assertThat(bean.getParkedRequests()).isEqualTo(1);
        assertThat(bean.getParkedTotal()).isEqualTo(1);
        assertThat(bean.getLongLivedRequests()).isEqualTo(1);
        assertThat(bean.activeRequests())
                .as("oldest first, not by name")
                .extracting(RequestInfo::application)
                .containsExactly("shop", "bank");

        time.advance(LongLived.DEFAULT.grace());
        assertThat(bean.getLongLivedEndedTotal()).isEqualTo(1);
    }

    @Test
    void oneThatComesAgainTakesThePlaceOfItsOlderSelf() {
        enter(shop);
        server.drain(Duration.ZERO, false);
        carryOut();
        assertThat(server.state()).isEqualTo(State.DRAINING);

        join(application("shop"));
        carryOut();

        assertThat(server.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void whoListensToItHearsUntilHeNoLongerListens() {
        List<State> heard = new ArrayList<>();
        LifecycleListener listener = new LifecycleListener() {
            @Override
            public void stateChanged(Lifecycle lifecycle, State from, State to, long drain) {
                heard.add(to);
            }
        };
        server.addListener(listener);
        server.drain(Duration.ZERO, true);
        carryOut();
        assertThat(heard).containsExactly(State.LAME_DUCK);

        server.removeListener(listener);
        resume();

        assertThat(heard).containsExactly(State.LAME_DUCK);
    }

    @Test
    void closingWakesThoseWhoWait() {
        enter(shop);
        var report = drain(30);

        server.close();

        assertThat(report.toCompletableFuture().join().outcome()).isEqualTo(Outcome.IN_PROGRESS);
    }

    @Test
    void aNoticeSaysWhen() {
        assertThat(server.bean().status().notice()).isEmpty();

        server.notice("shop could not be watched");

        assertThat(server.notice()).isEqualTo("2026-01-01T00:00:00Z shop could not be watched");
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
        return new ApplicationLifecycle(name, configuration(), "portable", time, Runnable::run);
    }

    private static Configuration configuration() {
        return new Configuration(Settings.DEFAULT, Map.of(), List.of());
    }

    private static ActiveRequest enter(ApplicationLifecycle application) {
        return Objects.requireNonNull(application.enter("GET", "/"));
    }

    private static final class Parked implements ParkedRequest {
        @Override
        public void admit(ActiveRequest permit) {
            permit.leave();
        }

        @Override
        public void refuse() {}
    }

    private static final class Stream implements RequestEnd {
        @Override
        public RequestKind kind() {
            return RequestKind.SSE;
        }

        @Override
        public boolean end() {
            return true;
        }

        @Override
        public void cut() {}
    }
}
