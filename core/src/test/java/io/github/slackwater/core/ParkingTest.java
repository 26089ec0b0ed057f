package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Requests that wait for the gate to open, with no thread. */
class ParkingTest extends DrainFixture {

    private static final Duration MAX_TIME = Duration.ofSeconds(60);

    private final List<Parked> told = new ArrayList<>();

    @Test
    void whatComesWhileHeldIsParkedAndAdmittedByTheResume() {
        hold(shop);
        Parked request = park(shop, "1");
        assertThat(told).isEmpty();
        assertThat(shop.bean().status().parked()).isEqualTo(1);
        assertThat(shop.state()).isEqualTo(State.DRAINED);

        shop.bean().resume();
        time.runDue();

        assertThat(told).containsExactly(request);
        assertThat(permit(request).leave()).isTrue();
        assertThat(shop.bean().getActiveRequests()).isZero();
        assertThat(shop.bean().getParkedRequests()).isZero();
        assertThat(shop.bean().getParkedTotal()).isEqualTo(1);
        assertThat(shop.bean().getRejectedTotal()).isZero();
    }

    @Test
    void aParkedRequestDoesNotHoldUpTheDrain() {
        ActiveRequest slow = enter();
        var report = shop.hold(Duration.ofSeconds(30));
        park(shop, "1");
        assertThat(report).isNotDone();

        slow.leave();

        assertThat(now(report).outcome()).isEqualTo(Outcome.DRAINED);
        assertThat(now(report).parked()).isEqualTo(1);
        assertThat(now(report).message()).contains("0 requests refused, 1 parked");
    }

    @Test
    void theyAreAdmittedInTheOrderInWhichTheyCame() {
        hold(shop);
        List<Parked> all =
                IntStream.range(0, 100).mapToObj(i -> park(shop, "" + i)).toList();

        resumeAndWait(shop);

        assertThat(told).containsExactlyElementsOf(all);
    }

    @Test
    void theReleaseBeginsSlowlyAndDoubles() {
        var shop = shop(parking(new Parking(false, 10_000, MAX_TIME, 1_000)));
        hold(shop);
        IntStream.range(0, 1_000).forEach(i -> park(shop, "" + i));

        shop.bean().resume();
        time.runDue();
        assertThat(told).hasSize(10);
        time.advance(ParkingLot.STEP);
        assertThat(told).hasSize(20);
        time.advance(ParkingLot.STEP.multipliedBy(8));
        assertThat(told).hasSize(100);
        time.advance(ParkingLot.STEP);
        assertThat(told).as("twice the pace after a tenth of a second").hasSize(120);
        time.advance(Duration.ofSeconds(1));
        assertThat(told).hasSize(1_000);
        assertThat(time.pending()).as("only the expiry is left").isOne();
    }

    @Test
    void oneThatFailsKeepsNobodyElseFromBeingToldAndNoPermit() {
        hold(shop);
        shop.park("GET", "/", new Failing());
        Parked admitted = park(shop, "1");
        resumeAndWait(shop);
        assertThat(told).containsExactly(admitted);
        permit(admitted).leave();
        assertThat(shop.bean().getActiveRequests()).isZero();

        hold(shop);
        shop.park("GET", "/", new Failing());
        Parked refused = park(shop, "2");
        time.advance(MAX_TIME);
        assertThat(told).containsExactly(admitted, refused);
    }

    @Test
    void withoutAPaceAllAreAdmittedAtOnce() {
        var shop = shop(parking(new Parking(false, 10_000, MAX_TIME, 0)));
        hold(shop);
        IntStream.range(0, 10_000).forEach(i -> park(shop, "" + i));

        shop.bean().resume();
        time.runDue();

        assertThat(told).hasSize(10_000);
    }

    @Test
    void aGateThatClosesDuringTheReleaseKeepsTheRestParked() {
        var shop = shop(parking(new Parking(false, 100, MAX_TIME, 1_000)));
        hold(shop);
        IntStream.range(0, 100).forEach(i -> park(shop, "" + i));
        shop.bean().resume();
        time.runDue();

        hold(shop);
        time.advance(Duration.ofSeconds(1));
        assertThat(told).hasSize(10);
        assertThat(shop.bean().getParkedRequests()).isEqualTo(90);

        told.forEach(request -> permit(request).leave());
        resumeAndWait(shop);
        assertThat(told).hasSize(100);
    }

    @Test
    void oneMoreThanFitsIsRefused() {
        var shop = shop(parking(new Parking(false, 2, MAX_TIME, 0)));
        hold(shop);
        park(shop, "1");
        park(shop, "2");

        Parked third = park(shop, "3");

        assertThat(told).containsExactly(third);
        assertThat(third.permit).isNull();
        assertThat(shop.bean().getRejectedTotal()).isEqualTo(1);
        assertThat(shop.bean().getParkedTotal()).isEqualTo(2);
    }

    @Test
    void oneThatWaitsTooLongIsRefusedAndTheNextAtItsOwnTime() {
        hold(shop);
        Parked first = park(shop, "1");
        time.advance(Duration.ofSeconds(10));
        Parked second = park(shop, "2");

        time.advance(Duration.ofSeconds(50));
        assertThat(told).containsExactly(first);
        time.advance(Duration.ofSeconds(10));
        assertThat(told).containsExactly(first, second);

        assertThat(first.permit).isNull();
        assertThat(shop.bean().getRejectedTotal()).isEqualTo(2);
        assertThat(shop.bean().getParkedRequests()).isZero();
        assertThat(time.pending()).isZero();
    }

    @Test
    void aClientThatLeavesFreesItsPlaceAtOnceAndIsToldNothing() {
        var shop = shop(parking(new Parking(false, 1, MAX_TIME, 0)));
        hold(shop);
        Parked gone = new Parked("1");
        ParkingPlace place = shop.park("GET", "1", gone);

        assertThat(place.leave()).isTrue();
        assertThat(place.leave()).isFalse();
        Parked next = park(shop, "2");
        resumeAndWait(shop);

        assertThat(told).containsExactly(next);
    }

    @Test
    void aDrainOfAnOperatorRefusesUnlessItIsToPark() {
        close(30);
        Parked refused = park(shop, "1");
        assertThat(told).containsExactly(refused);
        assertThat(refused.permit).isNull();
        told.clear();

        var parking = shop(parking(new Parking(true, 10, MAX_TIME, 0)));
        parking.drain(Duration.ofSeconds(30), false);
        Parked parked = park(parking, "2");
        assertThat(told).isEmpty();
        resumeAndWait(parking);
        assertThat(permit(parked).leave()).isTrue();
    }

    @Test
    void aHoldThatMeetsADrainParksFromThenOnAndAResumeEndsThat() {
        close(30);
        park(shop, "1");
        hold(shop);
        Parked parked = park(shop, "2");
        assertThat(told).doesNotContain(parked);

        resumeAndWait(shop);
        permit(parked).leave();
        close(30);
        Parked late = park(shop, "3");
        assertThat(late.permit).isNull();
        assertThat(told).contains(late);
    }

    @Test
    void aRequestThatMeetsAGateJustOpenedIsAdmitted() {
        Parked request = park(shop, "1");

        assertThat(told).containsExactly(request);
        assertThat(permit(request).leave()).isTrue();
    }

    @Test
    void whoClosesRefusesAllWhoWait() {
        hold(shop);
        Parked waiting = park(shop, "1");

        shop.close();
        Parked late = park(shop, "2");

        assertThat(told).containsExactly(waiting, late);
        assertThat(told).allSatisfy(request -> assertThat(request.permit).isNull());
    }

    @Test
    void whoClosesAnOpenGateLetsAllInAtOnce() {
        hold(shop);
        Parked first = park(shop, "1");
        Parked second = park(shop, "2");
        shop.bean().resume();

        shop.close();
        time.runDue();

        assertThat(told).containsExactly(first, second);
        assertThat(permit(first).leave()).isTrue();
        assertThat(permit(second).leave()).isTrue();
    }

    @Test
    void aServerThatStopsRefusesWhoIsParkedAndWhoComes() {
        hold(shop);
        Parked waiting = park(shop, "1");

        shop.stopParking();
        park(shop, "2");

        shop.parkAgain();
        park(shop, "3");

        assertThat(told)
                .hasSize(2)
                .contains(waiting)
                .allSatisfy(request -> assertThat(request.permit).isNull());
    }

    @Test
    void aReleasedRequestHasNoThreadUntilOneTakesIt() {
        hold(shop);
        Parked request = park(shop, "/cart");
        resumeAndWait(shop);
        String id = shop.bean().activeRequests().get(0).id();

        assertThat(shop.bean().interrupt(id).action()).isEqualTo(InterruptReport.Action.NOT_POSSIBLE);
        permit(request).attach();
        assertThat(shop.bean().activeRequests().get(0).thread())
                .isEqualTo(Thread.currentThread().getName());
        permit(request).leave();
    }

    private void hold(ApplicationLifecycle application) {
        application.hold(Duration.ofSeconds(30));
        assertThat(application.tryEnter("GET", "/")).isNull();
    }

    private Parked park(ApplicationLifecycle application, String path) {
        Parked request = new Parked(path);
        application.park("GET", path, request);
        return request;
    }

    private void resumeAndWait(ApplicationLifecycle application) {
        application.bean().resume();
        time.advance(Duration.ofSeconds(1));
    }

    private static ActiveRequest permit(Parked request) {
        assertThat(request.permit).isNotNull();
        return Objects.requireNonNull(request.permit);
    }

    private static Settings parking(Parking parking) {
        return new Settings(
                Duration.ZERO,
                QUIET,
                MAX,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                List.of(),
                parking,
                LongLived.DEFAULT,
                false);
    }

    private static final class Failing implements ParkedRequest {
        @Override
        public void admit(ActiveRequest permit) {
            throw new IllegalStateException("admit");
        }

        @Override
        public void refuse() {
            throw new IllegalStateException("refuse");
        }
    }

    private final class Parked implements ParkedRequest {
        private final String name;
        private @Nullable ActiveRequest permit;

        Parked(String name) {
            this.name = name;
        }

        @Override
        public void admit(ActiveRequest permit) {
            assertThat(told).as("told once").doesNotContain(this);
            this.permit = permit;
            told.add(this);
        }

        @Override
        public void refuse() {
            assertThat(told).as("told once").doesNotContain(this);
            told.add(this);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
