package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GateTest {

    private final Gate gate = new Gate();

    static Stream<Arguments> everyPairOfStates() {
        return Stream.of(State.values())
                .flatMap(from -> Stream.of(State.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("everyPairOfStates")
    void movesAsTheTableOfLegalMovesSays(State from, State to) {
        bring(from);
        boolean legal = from.next().contains(to);

        if (legal && to != State.DRAINED) {
            gate.move(to);
            assertThat(gate.state()).isEqualTo(to);
        } else if (legal) {
            assertThat(gate.settle(gate.epoch())).isEqualTo(from == State.DRAINING);
            assertThat(gate.state()).isEqualTo(State.DRAINED);
        } else if (to == State.DRAINED) {
            assertThat(gate.settle(gate.epoch())).isFalse();
            assertThat(gate.state()).isEqualTo(from);
        } else {
            assertThatThrownBy(() -> gate.move(to))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(to + " (expected one of")
                    .hasMessageContaining("after " + from);
            assertThat(gate.state()).isEqualTo(from);
        }
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void admitsInServingAndLameDuckOnly(State state) {
        bring(state);

        boolean admitted = Gate.admits(gate.enter());

        assertThat(admitted).isEqualTo(state == State.SERVING || state == State.LAME_DUCK);
        assertThat(admitted).isEqualTo(state.admits());
        assertThat(gate.inFlight()).isEqualTo(admitted ? 1 : 0);
    }

    @Test
    void keepsTheCountThroughEveryMove() {
        gate.enter();
        gate.enter();
        gate.begin(State.LAME_DUCK);
        assertThat(gate.inFlight()).isEqualTo(2);
        gate.enter();
        gate.move(State.DRAINING);
        assertThat(gate.settle(1)).as("three in flight").isFalse();
        assertThat(gate.inFlight()).isEqualTo(3);
        gate.move(State.SERVING);
        assertThat(gate.inFlight()).isEqualTo(3);
    }

    @Test
    void tellsTheOneThatLeavesLastInAClosedGate() {
        gate.enter();
        gate.enter();
        gate.begin(State.DRAINING);

        assertThat(Gate.isSettling(gate.leave())).isFalse();
        long last = gate.leave();

        assertThat(Gate.isSettling(last)).isTrue();
        assertThat(Gate.epoch(last)).isEqualTo(1);
    }

    @Test
    void anEmptyGateThatServesIsNotSettling() {
        gate.enter();

        assertThat(Gate.isSettling(gate.leave())).isFalse();
    }

    @Test
    void settlesOnceADrain() {
        gate.begin(State.DRAINING);

        assertThat(gate.settle(1)).isTrue();
        assertThat(gate.settle(1)).isFalse();
    }

    @Test
    void whatBelongsToAnOlderDrainCannotSettleANewerOne() {
        gate.begin(State.DRAINING);
        gate.move(State.SERVING);
        gate.begin(State.DRAINING);

        assertThat(gate.settle(1)).isFalse();
        assertThat(gate.state()).isEqualTo(State.DRAINING);
        assertThat(gate.settle(2)).isTrue();
    }

    @Test
    void numbersDrainsFromOne() {
        assertThat(gate.begin(State.LAME_DUCK)).isEqualTo(1);
        gate.move(State.SERVING);
        assertThat(gate.begin(State.DRAINING)).isEqualTo(2);
        assertThat(gate.epoch()).isEqualTo(2);
    }

    private void bring(State state) {
        if (state == State.LAME_DUCK) {
            gate.begin(State.LAME_DUCK);
        } else if (state != State.SERVING) {
            gate.begin(State.DRAINING);
            if (state == State.DRAINED) {
                gate.settle(gate.epoch());
            }
        }
    }
}
