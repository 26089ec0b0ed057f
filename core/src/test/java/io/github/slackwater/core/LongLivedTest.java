package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Streams of events, WebSockets and long polls, in a drain and before it. */
class LongLivedTest {

    private static final Duration GRACE = LongLived.DEFAULT.grace();
    private static final Duration AGE = LongLived.DEFAULT.age();
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final FakeTimekeeper time = new FakeTimekeeper();
    private final ApplicationLifecycle shop = shop(LongLived.DEFAULT);
    private final List<String> told = new ArrayList<>();

    private ApplicationLifecycle shop(LongLived longLived) {
        Settings settings = new Settings(
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                Duration.ZERO,
                Duration.ofSeconds(30),
                Duration.ZERO,
                List.of(),
                Parking.DEFAULT,
                longLived,
                false);
        return new ApplicationLifecycle(
                "shop", new Configuration(settings, Map.of(), List.of()), "portable", time, Runnable::run);
    }

    @Test
    void theStatusCountsThemApart() {
        request(RequestKind.SYNC);
        request(RequestKind.SSE);
        request(RequestKind.WEBSOCKET);
        request(RequestKind.ASYNC);

        assertThat(shop.bean().status().inFlight()).isEqualTo(4);
        assertThat(shop.bean().status().longLived()).isEqualTo(2);
        time.advance(AGE.minusNanos(1));
        assertThat(shop.bean().status().longLived()).isEqualTo(2);
        time.advance(Duration.ofNanos(1));
        assertThat(shop.bean().status().longLived()).isEqualTo(3);
        assertThat(shop.bean().getLongLivedRequests()).isEqualTo(3);
    }

    @Test
    void aDrainEndsThemWhenTheGraceHasPassedAndNobodyElse() {
        request(RequestKind.SSE).name = "stream";
        request(RequestKind.WEBSOCKET).name = "socket";
        request(RequestKind.SYNC).name = "slow";
        request(RequestKind.ASYNC).name = "young";
        close();

        time.advance(GRACE.minus(MOMENT));
        assertThat(told).isEmpty();
        time.advance(MOMENT);

        assertThat(told).containsExactlyInAnyOrder("stream ended", "socket ended");
        assertThat(shop.bean().getLongLivedRequests()).isZero();
        assertThat(shop.bean().getActiveRequests()).isEqualTo(2);
        time.advance(Duration.ofSeconds(5));
        assertThat(told).hasSize(2);
    }

    @Test
    void theReportTellsHowMany() {
        request(RequestKind.SSE);
        close();
        time.advance(GRACE);
        shop.bean().resume();
        request(RequestKind.SSE);
        request(RequestKind.SSE);
        var report = shop.drain(Duration.ofSeconds(30), false).toCompletableFuture();
        time.advance(GRACE);

        assertThat(report).isCompleted();
        assertThat(report.join().longLivedEnded()).isEqualTo(2);
        assertThat(report.join().elapsedMillis()).isEqualTo(GRACE.toMillis());
        assertThat(report.join().message()).endsWith(", 2 long-lived ended");
        assertThat(shop.bean().status().longLivedEndedTotal()).isEqualTo(3);
    }

    @Test
    void theGraceBeginsWhenTheGateHasClosedNotWithTheLameDuck() {
        request(RequestKind.SSE);
        shop.drain(Duration.ofSeconds(30), true);
        time.advance(Duration.ofMillis(999));
        assertThat(shop.state()).isEqualTo(State.LAME_DUCK);
        time.advance(MOMENT);
        assertThat(shop.state()).isEqualTo(State.DRAINING);

        time.advance(GRACE.minus(MOMENT));
        assertThat(told).isEmpty();
        time.advance(MOMENT);

        assertThat(told).hasSize(1);
        assertThat(shop.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void aResumeWithinTheGraceKeepsThem() {
        request(RequestKind.SSE);
        close();
        time.advance(GRACE.minus(MOMENT));
        shop.bean().resume();

        time.advance(Duration.ofSeconds(30));

        assertThat(told).isEmpty();
        assertThat(time.pending()).isZero();
    }

    @Test
    void aNewerDrainHasAGraceOfItsOwn() {
        request(RequestKind.SSE);
        close();
        time.advance(GRACE.minus(MOMENT));
        shop.bean().resume();
        close();

        time.advance(GRACE.minus(MOMENT));
        assertThat(told).isEmpty();
        time.advance(MOMENT);

        assertThat(told).hasSize(1);
    }

    @Test
    void whatWasAboutToBeEndedInADrainThatIsOverStays() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        ApplicationLifecycle busy = new ApplicationLifecycle(
                "shop", new Configuration(Settings.DEFAULT, Map.of(), List.of()), "portable", time, tasks::add);
        new Fake(busy, "GET", RequestKind.SSE);
        busy.drain(Duration.ofSeconds(30), false);
        time.advance(GRACE);
        busy.bean().resume();
        busy.drain(Duration.ofSeconds(30), false);

        assertThat(tasks).hasSize(1);
        tasks.remove().run();

        assertThat(told).isEmpty();
    }

    @Test
    void aRequestThatBecomesOneDuringTheDrainIsEndedAsWell() {
        Fake late = request(RequestKind.SYNC);
        Fake poll = request(RequestKind.ASYNC);
        late.name = "late";
        poll.name = "poll";
        close();
        time.advance(GRACE.plusSeconds(1));
        late.kind = RequestKind.SSE;

        time.advance(LongLivedRequests.LOOK_AGAIN);
        assertThat(told).containsExactly("late ended");
        time.advance(AGE);

        assertThat(told).containsExactly("late ended", "poll ended");
        assertThat(shop.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void aLongPollThatIsBeingAnsweredIsLeftToItsThread() {
        Fake poll = request(RequestKind.ASYNC);
        time.advance(AGE);
        poll.permit.attach();
        close();
        time.advance(GRACE.plusSeconds(5));
        assertThat(told).isEmpty();

        poll.permit.detach(RequestKind.ASYNC, () -> {});
        time.advance(LongLivedRequests.LOOK_AGAIN);

        assertThat(told).hasSize(1);
    }

    @Test
    void whatIsNoGetIsNoLongPollHoweverOldItIs() {
        new Fake(shop, "POST", RequestKind.ASYNC);
        time.advance(AGE.multipliedBy(10));
        close();
        time.advance(GRACE.plusSeconds(5));

        assertThat(told).isEmpty();
        assertThat(shop.bean().getLongLivedRequests()).isZero();
    }

    @Test
    void whoHasNotEndedSoonAfterwardsIsCut() {
        request(RequestKind.SSE).heeds = false;
        close();
        time.advance(GRACE.plus(LongLivedRequests.PATIENCE).minus(MOMENT));
        assertThat(told).containsExactly("SSE ended");

        time.advance(MOMENT);

        assertThat(told).containsExactly("SSE ended", "SSE cut");
        time.advance(Duration.ofSeconds(10));
        assertThat(told).hasSize(2);
    }

    @Test
    void whatCannotBeEndedIsTriedAgainAndNotCounted() {
        Fake stream = request(RequestKind.SSE);
        stream.endable = false;
        close();
        time.advance(GRACE.plus(LongLivedRequests.PATIENCE).plusSeconds(1));
        assertThat(told).isEmpty();
        assertThat(shop.bean().getLongLivedEndedTotal()).isZero();
        stream.endable = true;

        time.advance(LongLivedRequests.LOOK_AGAIN);

        assertThat(told).containsExactly("SSE ended");
    }

    @Test
    void oneThatFailsToEndDoesNotKeepTheOthersFromIt() {
        request(RequestKind.SSE).name = null;
        request(RequestKind.WEBSOCKET);
        close();

        time.advance(GRACE);

        assertThat(told).containsExactly("WEBSOCKET ended");
    }

    @Test
    void whoeverWantsToWaitForThemWaits() {
        ApplicationLifecycle patient = shop(new LongLived(false, GRACE, AGE));
        new Fake(patient, "GET", RequestKind.SSE);
        patient.drain(Duration.ofSeconds(30), false);

        time.advance(Duration.ofSeconds(30));

        assertThat(told).isEmpty();
        assertThat(patient.bean().getLongLivedRequests()).isEqualTo(1);
    }

    @Test
    void nothingIsLeftToDoWhenAllHaveEnded() {
        request(RequestKind.SSE);
        close();
        time.advance(GRACE.plus(LongLivedRequests.PATIENCE));

        assertThat(shop.state()).isEqualTo(State.DRAINED);
        assertThat(time.pending()).isZero();
    }

    @Test
    void whenTheGateIsGivenUpNobodyIsEndedAnyMore() {
        request(RequestKind.SSE);
        close();

        shop.close();
        time.advance(GRACE);

        assertThat(told).isEmpty();
        assertThat(time.pending()).isZero();
    }

    @Test
    void itIsListedAsWhatItIsByNow() {
        Fake late = request(RequestKind.SYNC);
        late.kind = RequestKind.SSE;

        assertThat(shop.bean().activeRequests())
                .singleElement()
                .extracting(RequestInfo::kind)
                .isEqualTo(RequestKind.SSE);
    }

    private void close() {
        shop.drain(Duration.ofSeconds(60), false);
        time.runDue();
    }

    private Fake request(RequestKind kind) {
        return new Fake(shop, "GET", kind);
    }

    private final class Fake implements RequestEnd {
        private final ActiveRequest permit;
        private RequestKind kind;
        private @Nullable String name;
        private boolean heeds = true;
        private boolean endable = true;

        Fake(ApplicationLifecycle application, String method, RequestKind kind) {
            this.permit = Objects.requireNonNull(application.enter(method, "/news"));
            this.kind = kind;
            this.name = kind.name();
            permit.outside(this);
            if (kind != RequestKind.SYNC) {
                permit.detach(kind, () -> {});
            }
        }

        @Override
        public RequestKind kind() {
            return kind;
        }

        @Override
        public boolean end() {
            if (endable) {
                told.add(Objects.requireNonNull(name) + " ended");
            }
            if (endable && heeds) {
                permit.leave();
            }
            return endable;
        }

        @Override
        public void cut() {
            told.add(name + " cut");
        }
    }
}
