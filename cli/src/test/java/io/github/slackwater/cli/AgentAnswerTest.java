package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.State;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class AgentAnswerTest {

    private final AgentAnswer answer = new AgentAnswer();

    @Test
    void aServerThatServesIsReady() {
        assertThat(answer.of(connected(State.SERVING))).isEqualTo("up ready");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SERVING")
    void fromTheAnnouncementToTheResumeItIsDrained(State state) {
        assertThat(answer.of(connected(state))).isEqualTo("up drain");
    }

    @Test
    void aServerThatWasNeverReachedIsDown() {
        assertThat(answer.of(gone(Reach.UNREACHABLE, Duration.ZERO))).isEqualTo("down #connection refused");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "NOT_DEPLOYED", "NO_ANSWER"})
    void whatWasKnownStandsForAWhile(Reach reach) {
        answer.of(connected(State.LAME_DUCK));

        assertThat(answer.of(gone(reach, AgentAnswer.TOLERANCE.minusMillis(1)))).isEqualTo("up drain");
        assertThat(answer.of(gone(reach, AgentAnswer.TOLERANCE))).isEqualTo("down #connection refused");
        assertThat(answer.of(gone(reach, Duration.ZERO)))
                .as("another reason does not bring it back")
                .isEqualTo("down #connection refused");
        assertThat(answer.of(connected(State.SERVING))).isEqualTo("up ready");
    }

    @Test
    void aReasonIsShortAndInAscii() {
        CommandFailure failure =
                new CommandFailure(ExitCode.NO_CONNECTION, "Verbindung ung\u00fcltig\n" + "x".repeat(200));

        assertThat(answer.of(sight(Reach.UNREACHABLE, Duration.ZERO, null, failure)))
                .startsWith("down #Verbindung ung?ltig?xx")
                .hasSizeLessThan(90);
    }

    private static Sight<State> connected(State state) {
        return sight(Reach.CONNECTED, Duration.ofMinutes(1), state, null);
    }

    private static Sight<State> gone(Reach reach, Duration lasting) {
        return sight(
                reach,
                lasting,
                null,
                new CommandFailure(ExitCode.NO_CONNECTION, "cannot connect to node:8686: connection refused"));
    }

    private static Sight<State> sight(
            Reach reach, Duration lasting, @Nullable State state, @Nullable CommandFailure failure) {
        return new Sight<>("node:8686", reach, lasting, Views.TIME, state, failure);
    }
}
