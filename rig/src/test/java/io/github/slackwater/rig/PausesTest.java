package io.github.slackwater.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.rig.Pauses.Pause;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PausesTest {
    private final Pauses pauses = new Pauses();

    @Test
    void onlyRightAnswersToGetsCount() {
        pauses.begin();
        pauses.accept(answer(RequestKind.GET, Verdict.OK, Duration.ZERO));
        pauses.accept(answer(RequestKind.SLOW, Verdict.OK, Duration.ZERO));
        pauses.accept(answer(RequestKind.GET, Verdict.FAILED, Duration.ZERO));

        assertThat(pauses.end().gets()).isEqualTo(1);
    }

    @Test
    void aGetThatBeganBeforeSaysNothingAboutThisTime() {
        pauses.begin();
        pauses.accept(answer(RequestKind.GET, Verdict.OK, Duration.ofMinutes(10)));

        Pause pause = pauses.end();
        assertThat(pause.gets()).isZero();
        assertThat(pause.longest()).isZero();
    }

    @Test
    void withoutAnAnswerAllOfTheTimeIsAGap() throws InterruptedException {
        pauses.begin();
        Thread.sleep(30); // The time that is measured.

        assertThat(pauses.end().gap()).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }

    @Test
    void eachTimeIsMeasuredByItself() throws InterruptedException {
        pauses.begin();
        pauses.accept(answer(RequestKind.GET, Verdict.OK, Duration.ZERO));
        Thread.sleep(200); // The time that is measured.
        assertThat(pauses.end().gap()).isGreaterThanOrEqualTo(Duration.ofMillis(200));

        pauses.begin();
        assertThat(pauses.end()).satisfies(pause -> {
            assertThat(pause.gets()).isZero();
            assertThat(pause.gap()).isLessThan(Duration.ofMillis(200));
        });
    }

    private static Answer answer(RequestKind kind, Verdict verdict, Duration elapsed) {
        return new Answer("r", kind, verdict, "", "", 200, Map.of(), "", elapsed);
    }
}
