package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is at work, on a server that has one application. */
class LeasingTest {

    private static final String ANN = "ann@ops1";
    private static final String BOB = "bob@ops2";

    private final FakeTimekeeper time = new FakeTimekeeper();
    private final Configuration configuration = new Configuration(Settings.DEFAULT, Map.of(), List.of());
    private final LifecycleMXBean server = new ServerLifecycle(configuration, "portable", time, Runnable::run).bean();

    @Test
    void theFirstHasItAndTheSecondIsToldWhoTheFirstIs() {
        assertThat(server.getLease()).isEqualTo(new Lease("", 0));

        assertThat(server.acquireLease(ANN, 30)).isEqualTo(new Lease(ANN, 30));
        time.advance(Duration.ofMillis(10_001));

        assertThat(server.acquireLease(BOB, 30)).isEqualTo(new Lease(ANN, 20));
        assertThat(server.getLease().holder()).isEqualTo(ANN);
    }

    @Test
    void itEndsByItselfAndThenAnotherMayHaveIt() {
        server.acquireLease(ANN, 30);
        time.advance(Duration.ofSeconds(30).minusNanos(1));
        assertThat(server.getLease()).isEqualTo(new Lease(ANN, 1));

        time.advance(Duration.ofNanos(1));

        assertThat(server.getLease()).isEqualTo(new Lease("", 0));
        assertThat(server.acquireLease(BOB, 10)).isEqualTo(new Lease(BOB, 10));
        assertThat(server.acquireLease(ANN, 10).holder()).isEqualTo(BOB);
    }

    @Test
    void theHolderRenewsIt() {
        server.acquireLease(ANN, 30);
        time.advance(Duration.ofSeconds(29));

        assertThat(server.acquireLease(ANN, 30)).isEqualTo(new Lease(ANN, 30));

        time.advance(Duration.ofSeconds(29));
        assertThat(server.acquireLease(BOB, 30).holder()).isEqualTo(ANN);
    }

    @Test
    void onlyTheHolderGivesItBack() {
        server.acquireLease(ANN, 30);

        assertThat(server.releaseLease(BOB).holder()).isEqualTo(ANN);
        assertThat(server.releaseLease(ANN)).isEqualTo(new Lease("", 0));
        assertThat(server.releaseLease(ANN)).isEqualTo(new Lease("", 0));
        assertThat(server.acquireLease(BOB, 1).holder()).isEqualTo(BOB);
    }

    @Test
    void theWallClockHasNoPartInIt() {
        server.acquireLease(ANN, 30);
        time.jumpWallClock(Duration.ofDays(1));

        assertThat(server.getLease()).isEqualTo(new Lease(ANN, 30));
    }

    @Test
    void itKeepsNobodyFromAnythingAndADrainKeepsIt() {
        server.acquireLease(ANN, 30);

        server.lameDuck();
        assertThat(server.getState()).isEqualTo(State.LAME_DUCK);
        server.resume();

        assertThat(server.getLease().holder()).isEqualTo(ANN);
    }

    @Test
    void anApplicationHasOneOfItsOwn() {
        LifecycleMXBean shop = new ApplicationLifecycle("shop", configuration, "portable", time).bean();

        shop.acquireLease(BOB, 30);

        assertThat(server.getLease().holder()).isEmpty();
        assertThat(shop.getLease().holder()).isEqualTo(BOB);
    }

    @Test
    void itLastsASecondAtLeastAndAnHourAtMost() {
        assertThat(server.acquireLease(ANN, 1)).isEqualTo(new Lease(ANN, 1));
        assertThat(server.acquireLease(ANN, 3_600)).isEqualTo(new Lease(ANN, 3_600));
    }

    @Test
    void aHolderMayHaveTwoHundredCharacters() {
        String holder = "x".repeat(200);

        assertThat(server.acquireLease(holder, 30).holder()).isEqualTo(holder);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 3_601, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void secondsOutOfRangeAreNamedAndChangeNothing(int seconds) {
        assertThatThrownBy(() -> server.acquireLease(ANN, seconds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("seconds: " + seconds + " (expected 1..3600)");
        assertThat(server.getLease().holder()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "long"})
    void aHolderWithoutWordsOrWithTooManyIsRefused(String name) {
        String holder = Objects.equals(name, "long") ? "x".repeat(201) : name;

        assertThatThrownBy(() -> server.acquireLease(holder, 30))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 1..200 characters");
        assertThatThrownBy(() -> server.releaseLease(holder)).isInstanceOf(IllegalArgumentException.class);
    }
}
