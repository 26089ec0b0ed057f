package io.github.slackwater.core;

import static io.github.slackwater.core.InterruptReport.Action.ALREADY_GONE;
import static io.github.slackwater.core.InterruptReport.Action.ENDED_ASYNC;
import static io.github.slackwater.core.InterruptReport.Action.INTERRUPTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActiveRequestTest {

    private final FakeTimekeeper time = new FakeTimekeeper();
    private final ApplicationLifecycle shop = new ApplicationLifecycle(
            "shop", new Configuration(Settings.DEFAULT, Map.of(), List.of()), "portable", time);

    @AfterEach
    void noInterruptIsLeftOver() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void leavesOnce() {
        ActiveRequest request = enter("/a");
        enter("/b");

        assertThat(request.leave()).isTrue();
        assertThat(request.leave()).isFalse();
        assertThat(shop.bean().getActiveRequests()).isEqualTo(1);
    }

    @Test
    void isListedWithWhatItIsAndHowOldItIs() {
        enter("/first");
        time.advance(Duration.ofSeconds(2));
        enter("/second").kind(RequestKind.WEBSOCKET);
        time.advance(Duration.ofSeconds(1));

        assertThat(shop.bean().activeRequests())
                .containsExactly(
                        new RequestInfo("shop-1", "shop", "GET", "/first", RequestKind.SYNC, 3_000, me()),
                        new RequestInfo("shop-2", "shop", "GET", "/second", RequestKind.WEBSOCKET, 1_000, me()));
        assertThat(shop.bean().getOldestRequestMillis()).isEqualTo(3_000);
    }

    @Test
    void keepsItsIdForAsLongAsItLives() {
        enter("/a");
        String first = shop.bean().activeRequests().get(0).id();
        enter("/b");

        assertThat(shop.bean().activeRequests()).extracting(RequestInfo::id).contains(first);
        assertThat(shop.bean().activeRequests()).extracting(RequestInfo::id).doesNotHaveDuplicates();
    }

    @Test
    void showsNoThreadWhileNoneWorksOnIt() {
        ActiveRequest poll = enter("/poll");

        poll.detach(RequestKind.ASYNC, () -> {});
        assertThat(shop.bean().activeRequests()).singleElement().satisfies(info -> {
            assertThat(info.thread()).isNull();
            assertThat(info.kind()).isEqualTo(RequestKind.ASYNC);
        });
        assertThat(shop.bean().threadDump("shop-1")).isEqualTo("shop-1: no thread works on this request now");
        poll.attach();

        assertThat(shop.bean().activeRequests())
                .singleElement()
                .extracting(RequestInfo::thread)
                .isEqualTo(me());
    }

    @Test
    void theDumpOfAThreadSaysForWhichLockItWaitsAndWhoHasIt() {
        Object lock = new Object();
        Thread waiting = new Thread(() -> {
            ActiveRequest request = enter("/locked");
            synchronized (lock) {
                request.leave();
            }
        });
        String dump;
        synchronized (lock) {
            waiting.start();
            while (waiting.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
            dump = shop.bean().threadDump(id());
        }

        assertThat(dump)
                .startsWith("\"" + waiting.getName() + "\" BLOCKED on java.lang.Object@")
                .contains(" held by \"" + me() + "\"\n\tat ");
    }

    @Test
    void theDumpOfAThreadThatWaitsForNothingNamesNoLock() {
        enter("/busy");

        assertThat(shop.bean().threadDump(id())).startsWith("\"" + me() + "\" RUNNABLE\n\tat ");
    }

    @Test
    void theHammerInterruptsItsThreadAndTheNextRequestOfThatThreadFeelsNothing() {
        ActiveRequest request = enter("/slow");
        String id = shop.bean().activeRequests().get(0).id();

        InterruptReport report = shop.bean().interrupt(id);
        assertThat(report.action()).isEqualTo(INTERRUPTED);
        assertThat(report.detail()).contains("GET /slow").contains(me());
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        request.leave();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void theHammerEndsARequestThatHoldsNoThread() {
        List<String> ended = new ArrayList<>();
        ActiveRequest stream = enter("/stream");
        stream.detach(RequestKind.SSE, () -> ended.add("503"));

        assertThat(shop.bean().interrupt(id()).action()).isEqualTo(ENDED_ASYNC);
        assertThat(ended).containsExactly("503");
    }

    @Test
    void theHammerPrefersAnEndByWhichTheClientGetsAnAnswer() {
        List<String> ended = new ArrayList<>();
        boolean[] possible = {true};
        ActiveRequest first = enter("/async");
        first.detach(RequestKind.ASYNC, () -> ended.add("cut"));
        first.outside(new Ending(() -> {
            ended.add("503");
            return possible[0];
        }));

        assertThat(first.interrupt()).isEqualTo(ENDED_ASYNC);
        assertThat(ended).containsExactly("503");

        possible[0] = false;
        ActiveRequest second = enter("/async");
        second.detach(RequestKind.ASYNC, () -> ended.add("cut"));
        second.outside(new Ending(() -> possible[0]));
        assertThat(second.interrupt()).isEqualTo(ENDED_ASYNC);
        assertThat(ended).containsExactly("503", "cut");
    }

    private record Ending(BooleanSupplier how) implements RequestEnd {
        @Override
        public RequestKind kind() {
            return RequestKind.ASYNC;
        }

        @Override
        public boolean end() {
            return how.getAsBoolean();
        }

        @Override
        public void cut() {}
    }

    @Test
    void theHammerMissesARequestThatHasEnded() {
        ActiveRequest request = enter("/quick");
        request.leave();

        assertThat(request.interrupt()).isEqualTo(ALREADY_GONE);
        assertThatThrownBy(() -> shop.bean().interrupt("shop-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("id: shop-1 (expected the id of a request that is in flight; activeRequests() lists them)");
    }

    @Test
    void whatIsDoneWhileItIsInFlightIsNotDoneAfterwards() {
        List<String> done = new ArrayList<>();
        ActiveRequest request = enter("/stream");

        assertThat(request.whileInFlight(() -> done.add("before"))).isTrue();
        assertThatThrownBy(() -> request.whileInFlight(() -> {
                    throw new IllegalStateException("fails");
                }))
                .hasMessage("fails");
        assertThat(request.leave()).as("nobody holds it").isTrue();

        assertThat(request.whileInFlight(() -> done.add("after"))).isFalse();
        assertThat(done).containsExactly("before");
    }

    @Test
    void theHammerForStragglersHitsEachOfThem() {
        List<String> ended = new ArrayList<>();
        enter("/a").detach(RequestKind.ASYNC, () -> ended.add("a"));
        enter("/b").detach(RequestKind.ASYNC, () -> ended.add("b"));
        assertThat(shop.bean().interruptStragglers())
                .as("no drain has timed out")
                .isEmpty();
        shop.drain(Duration.ofSeconds(1), false);
        time.advance(Duration.ofSeconds(1));

        assertThat(shop.bean().interruptStragglers())
                .extracting(InterruptReport::action)
                .containsExactly(ENDED_ASYNC, ENDED_ASYNC);
        assertThat(ended).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void theyAreListedOldestFirstWhereverTheyStandInTheRegister() {
        for (int i = 0; i < 50; i++) {
            enter("/" + i);
            time.advance(Duration.ofMillis(1));
        }

        assertThat(shop.bean().activeRequests())
                .extracting(RequestInfo::path)
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> "/" + i).toList());
    }

    /** In the middle the sum of two readings runs over, at the end the reading itself. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE / 2, Long.MAX_VALUE})
    void oldestFirstAlsoWhereTheClockRunsOver(long soon) {
        FakeTimekeeper late = new FakeTimekeeper(soon - 1_000_000_000);
        ApplicationLifecycle bank = new ApplicationLifecycle(
                "bank", new Configuration(Settings.DEFAULT, Map.of(), List.of()), "portable", late);
        bank.enter("GET", "/first");
        late.advance(Duration.ofSeconds(2));
        bank.enter("GET", "/second");

        assertThat(bank.bean().activeRequests()).extracting(RequestInfo::path).containsExactly("/first", "/second");
        assertThat(bank.bean().getOldestRequestMillis()).isEqualTo(2_000);
    }

    /** The register has a slot for each thread, where it finds one free, and others for whatever else it serves. */
    @Test
    void whatOneThreadHasInFlightAtOnceIsAllListed() {
        ActiveRequest first = enter("/first");
        ActiveRequest second = enter("/second");
        first.leave();
        enter("/third");

        assertThat(shop.bean().activeRequests())
                .extracting(RequestInfo::path)
                .containsExactlyInAnyOrder("/second", "/third");
        second.leave();
        assertThat(shop.bean().activeRequests()).extracting(RequestInfo::path).containsExactly("/third");
        assertThat(shop.bean().getAdmittedTotal()).isEqualTo(3);
    }

    @Test
    void tellsWhetherItsAnswerShouldCloseTheConnection() {
        ActiveRequest request = enter("/");
        assertThat(request.announcing()).isFalse();

        shop.drain(Duration.ofSeconds(1), true);

        assertThat(request.announcing()).isTrue();
    }

    @Test
    void anInterruptThatNobodyTookIsForgottenWhenTheThreadGoes() {
        ActiveRequest request = enter("/");
        assertThat(request.interrupt()).isEqualTo(INTERRUPTED);

        request.detach(RequestKind.ASYNC, () -> {});

        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void anInterruptThatNobodyTookIsForgottenAlsoWhereTheRequestHasEndedMeanwhile() {
        ActiveRequest request = enter("/");
        assertThat(request.interrupt()).isEqualTo(INTERRUPTED);
        Thread client = new Thread(request::leave);
        client.start();
        while (client.isAlive()) {
            Thread.onSpinWait();
        }

        request.detach(RequestKind.ASYNC, () -> {});

        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void anInterruptByOthersIsNotForgotten() {
        ActiveRequest request = enter("/");
        Thread.currentThread().interrupt();

        request.leave();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatCouldNotBeEndedMayBeEndedLater() {
        ActiveRequest request = enter("/");
        request.detach(RequestKind.ASYNC, () -> {});
        boolean[] endable = {false};
        request.outside(new RequestEnd() {
            @Override
            public RequestKind kind() {
                return RequestKind.SSE;
            }

            @Override
            public boolean end() {
                return endable[0];
            }

            @Override
            public void cut() {}
        });
        assertThat(request.interrupt()).as("by its asynchronous end").isEqualTo(ENDED_ASYNC);
        assertThat(request.takeEnd()).isNotNull();
        assertThat(request.takeEnd()).as("somebody has it").isNull();

        request.giveBackEnd();

        assertThat(request.takeEnd()).isNotNull();
    }

    @Test
    void theRegisterGrowsWithTheCrowdAndForgetsNobody() {
        List<ActiveRequest> crowd = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            crowd.add(enter("/" + i));
        }
        assertThat(shop.bean().activeRequests())
                .hasSize(10_000)
                .extracting(RequestInfo::path)
                .doesNotHaveDuplicates();

        crowd.forEach(ActiveRequest::leave);

        assertThat(shop.bean().activeRequests()).isEmpty();
        assertThat(shop.bean().getAdmittedTotal()).isEqualTo(10_000);
    }

    private String id() {
        return shop.bean().activeRequests().get(0).id();
    }

    private ActiveRequest enter(String path) {
        return Objects.requireNonNull(shop.enter("GET", path));
    }

    private static String me() {
        return Thread.currentThread().getName();
    }
}
