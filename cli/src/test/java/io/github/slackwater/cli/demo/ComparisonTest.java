package io.github.slackwater.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.LoadReport.Counts;
import io.github.slackwater.rig.LoadReport.Latency;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.Verdict;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Latency LATENCY =
            new Latency(Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(90), Duration.ofMillis(120));
    private static final List<Answer> REFUSED = List.of(late(Verdict.REFUSED, ""), late(Verdict.REFUSED, ""));
    private static final LoadReport PLAIN = report(1_000, 900, Map.of("503 without Retry-After", 90L, "404", 10L), 74);
    private static final LoadReport CLEAN = report(800, 800, Map.of(), 525);

    @Test
    void bothPartsStandSideBySideAndFitATerminal() {
        Comparison comparison = new Comparison("redeploy", PLAIN, CLEAN, REFUSED);

        assertThat(String.join("\n", comparison.table())).isEqualTo("""
                                            1 plain redeploy              2 drained redeploy
                                  sent     ok refused failed      sent     ok refused failed
                GET               1000    900       0    100       800    800       0      0
                at closed gate       -      -       -      -         2      0       2      0
                all               1000    900       0    100       802    800       2      0
                sent elsewhere                   74 requests                    525 requests
                GET median, p99                  2 ms, 90 ms                     2 ms, 90 ms""");
        assertThat(comparison.table()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Screen.WIDTH));
    }

    @Test
    void theResultIsOfTheDrainedPartWithWhatCameToTheClosedGate() {
        Comparison comparison = new Comparison("redeploy", PLAIN, CLEAN, REFUSED);

        assertThat(comparison.resultLine()).isEqualTo("RESULT sent=802 ok=800 refused=2 failed=0");
        assertThat(comparison.passed()).isTrue();
        assertThat(comparison.drainedFailures()).isEmpty();
        assertThat(comparison.plainFailures()).containsExactlyInAnyOrder("90 x 503 without Retry-After", "10 x 404");
    }

    @Test
    void aPlainPartWithoutFailuresIsNoFaultOfTheDrainedOne() {
        assertThat(new Comparison("redeploy", CLEAN, CLEAN, REFUSED).passed()).isTrue();
    }

    @Test
    void oneFailureIsEnoughNotToPass() {
        LoadReport one = report(800, 799, Map.of("reset", 1L), 525);
        Comparison comparison = new Comparison("redeploy", PLAIN, one, REFUSED);

        assertThat(comparison.passed()).isFalse();
        assertThat(comparison.drainedFailures()).containsExactly("1 x reset");
        assertThat(comparison.resultLine()).isEqualTo("RESULT sent=802 ok=799 refused=2 failed=1");
    }

    @Test
    void aGateThatLetsOneThroughOrCutsOneDoesNotPass() {
        Comparison open =
                new Comparison("redeploy", PLAIN, CLEAN, List.of(late(Verdict.REFUSED, ""), late(Verdict.OK, "")));
        assertThat(open.passed()).isFalse();
        assertThat(open.drainedFailures()).containsExactly("1 x admitted by the closed gate");

        Comparison cut = new Comparison("redeploy", PLAIN, CLEAN, List.of(late(Verdict.FAILED, "reset")));
        assertThat(cut.passed()).isFalse();
        assertThat(cut.drainedFailures()).containsExactly("1 x reset from the closed gate");
        assertThat(cut.resultLine()).isEqualTo("RESULT sent=801 ok=800 refused=0 failed=1");
    }

    @Test
    void nothingSentShowsNothing() {
        assertThat(new Comparison("redeploy", PLAIN, report(0, 0, Map.of(), 0), REFUSED).passed())
                .isFalse();
        assertThat(new Comparison("redeploy", PLAIN, CLEAN, List.of()).passed()).isFalse();
    }

    private static LoadReport report(long sent, long ok, Map<String, Long> failures, long held) {
        Map<RequestKind, Counts> kinds = new EnumMap<>(RequestKind.class);
        for (RequestKind kind : RequestKind.values()) {
            kinds.put(kind, new Counts(0, 0, 0, 0, LATENCY));
        }
        kinds.put(RequestKind.GET, new Counts(sent, ok, 0, sent - ok, LATENCY));
        return new LoadReport(
                Duration.ofSeconds(20),
                sent,
                ok,
                0,
                sent - ok,
                0,
                held,
                0,
                kinds,
                failures,
                LATENCY,
                Duration.ZERO,
                List.of());
    }

    private static Answer late(Verdict verdict, String reason) {
        return new Answer("1", RequestKind.GET, verdict, reason, "", 503, Map.of(), "", Duration.ZERO);
    }
}
