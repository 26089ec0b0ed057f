package io.github.slackwater.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.cli.demo.SideBySide.Part;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.LoadReport.Counts;
import io.github.slackwater.rig.LoadReport.Latency;
import io.github.slackwater.rig.Pauses.Pause;
import io.github.slackwater.rig.RequestKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class SideBySideTest {
    private static final Latency LATENCY =
            new Latency(Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(90), Duration.ofMillis(120));
    private static final Map<String, Long> LOST = Map.of("503 without Retry-After", 333L, "404", 320L);
    private static final Part WITHOUT = part(14_275, 13_622, 0, LOST, 0);
    private static final Part WITH = part(14_275, 14_275, 0, Map.of(), 412);

    @Test
    void bothPartsStandSideBySideAndFitATerminal() {
        List<String> table = new SideBySide(WITHOUT, WITH).table();

        assertThat(String.join("\n", table)).isEqualTo("""
                                        1 without Slackwater               2 with Slackwater
                                  sent     ok refused failed      sent     ok refused failed
                GET              14275  13622       0    653     14275  14275       0      0
                all              14275  13622       0    653     14275  14275       0      0
                GET median, p99                  2 ms, 90 ms                     2 ms, 90 ms
                longest pause                          2.4 s                           1.5 s
                parked                                     -                    412 requests""");
        assertThat(table).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Screen.WIDTH));
    }

    @Test
    void itEndsInTwoLinesForPeopleAndOneForPrograms() {
        assertThat(shown(new SideBySide(WITHOUT, WITH))).endsWith("""

                without: 653 failed of 14,275
                with: 0 failed of 14,275
                RESULT sent=14275 ok=14275 refused=0 failed=0
                """);
    }

    @Test
    void whatWentWrongWithSlackwaterIsSaid() {
        SideBySide parts = new SideBySide(WITHOUT, part(1_000, 999, 0, Map.of("reset", 1L), 412));

        assertThat(parts.passed()).isFalse();
        assertThat(shown(parts)).contains("1 x reset").contains("RESULT sent=1000 ok=999 refused=0 failed=1");
    }

    @Test
    void onlyARedeployThatWasMetAndLostNothingPasses() {
        assertThat(new SideBySide(WITHOUT, WITH).passed()).isTrue();
        assertThat(new SideBySide(WITHOUT, part(1_000, 1_000, 0, Map.of(), 0)).passed())
                .as("nothing was parked")
                .isFalse();
        assertThat(new SideBySide(WITHOUT, part(1_000, 999, 1, Map.of(), 412)).passed())
                .as("one was refused")
                .isFalse();
        assertThat(new SideBySide(WITHOUT, part(0, 0, 0, Map.of(), 412)).passed())
                .as("nothing was sent")
                .isFalse();
    }

    private static String shown(SideBySide parts) {
        StringWriter printed = new StringWriter();
        try (Screen screen = new Screen(new PrintWriter(printed), false, Ansi.OFF, () -> 0)) {
            new SideBySideConclusion(screen, parts, Path.of("/nowhere")).show();
        }
        return printed.toString().replace("\r\n", "\n");
    }

    private static Part part(long sent, long ok, long refused, Map<String, Long> failures, long parked) {
        long failed = sent - ok - refused;
        Map<RequestKind, Counts> kinds = new EnumMap<>(RequestKind.class);
        for (RequestKind kind : RequestKind.values()) {
            kinds.put(kind, new Counts(0, 0, 0, 0, LATENCY));
        }
        kinds.put(RequestKind.GET, new Counts(sent, ok, refused, failed, LATENCY));
        LoadReport load = new LoadReport(
                Duration.ZERO, sent, ok, refused, failed, 0, 0, 0, kinds, failures, LATENCY, Duration.ZERO, List.of());
        Pause pause = new Pause(
                100, Duration.ofMillis(2), Duration.ofMillis(900), Duration.ofMillis(1_500), Duration.ofMillis(2_400));
        return new Part(load, pause, parked);
    }
}
