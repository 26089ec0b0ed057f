package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** After each move the lot can be used by every other thread. */
class ParkingLockTest extends DrainFixture {

    private static final class Parked implements ParkedRequest {
        @Override
        public void admit(ActiveRequest permit) {
            permit.leave();
        }

        @Override
        public void refuse() {}
    }

    @Test
    void nobodyKeepsItLocked() {
        refusesWhoCannotBeParked();
        hold();
        ParkingPlace first = parks();
        assertThat(first.isParked()).isTrue();
        othersSee(1);
        assertThat(first.leave()).isTrue();
        othersSee(0);
        assertThat(first.isParked()).isFalse();

        parks();
        shop.bean().resume();
        othersSee(1);
        time.runDue();
        othersSee(0);
        time.advance(ParkingLot.STEP);
        othersSee(0);

        hold();
        parks();
        time.advance(Parking.DEFAULT.maxTime());
        othersSee(0);

        parks();
        shop.stopParking();
        othersSee(0);
        shop.parkAgain();
        othersSee(0);
        parks();
        shop.close();
        othersSee(0);
    }

    private void refusesWhoCannotBeParked() {
        close(0);
        assertThat(shop.park("GET", "/", new Parked()).isParked()).isFalse();
        othersSee(0);
        shop.bean().resume();
    }

    private void hold() {
        shop.hold(Duration.ZERO);
        othersSee(0);
    }

    private ParkingPlace parks() {
        ParkingPlace place = shop.park("GET", "/", new Parked());
        othersSee(1);
        return place;
    }

    private void othersSee(int parked) {
        assertThat(CompletableFuture.supplyAsync(shop.bean()::getParkedRequests)
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join())
                .isEqualTo(parked);
    }
}
