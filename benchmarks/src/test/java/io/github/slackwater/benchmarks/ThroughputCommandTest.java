package io.github.slackwater.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.slackwater.benchmarks.Throughput.Pair;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ThroughputCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--server=tomcat; server: tomcat (expected one of payara, wildfly-37, wildfly-39)",
                "--starts=0; starts: 0 (expected 1..20)",
                "--pairs=1; pairs: 1 (expected 2..500)",
                "--seconds=0; seconds: 0 (expected 1..120)",
                "--connections=65; connections: 65 (expected 1..64)"
            })
    void aBadValueIsNamedAndNothingIsStarted(String option, String message) {
        StringWriter errors = new StringWriter();

        int code =
                ThroughputCommand.commandLine().setErr(new PrintWriter(errors)).execute(option);

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith(message);
    }

    @Test
    void theTableShowsEachStartAndTheMeanOfAll() {
        ThroughputOptions options = new ThroughputOptions(SoakServer.Kind.PAYARA, 2, 3, 1, 8, false);
        Pair slower = new Pair(window(990, 4, 100), window(1_000, 4, 100));
        Pair same = new Pair(window(1_000, 4, 100), window(1_000, 4, 100));
        Pair faster = new Pair(window(1_010, 5, 102), window(1_000, 4, 100));

        assertThat(ThroughputCommand.table(
                        options, List.of(List.of(slower, same, faster), List.of(faster, faster, slower))))
                .contains("| start 1 | 1000, 4.00 ms, 101.0 us | 1000, 4.00 ms, 100.0 us | 1.000, 1.077, 1.007 |")
                .contains("| start 2 | 1010, 5.00 ms, 101.0 us | 1000, 4.00 ms, 100.0 us | 1.003, 1.160, 1.010 |")
                .contains("| **throughput**: geometric mean (95 % of it) | | | 1.002 (0.9")
                .contains("| **processor time** | | | 1.008 (1.0");
    }

    /** One second of it. */
    private static Window window(long requests, double p99Millis, long cpuMillis) {
        return new Window(new Wrk.Load(requests, 1, p99Millis), Duration.ofMillis(cpuMillis));
    }

    @Test
    void aMeanOfRatiosIsGeometricAndLiesInItsInterval() {
        Ratio ratio = Ratio.of(List.of(List.of(0.5, 2.0, 1.0, 1.0)));

        assertThat(ratio.mean()).isEqualTo(1, Offset.offset(1e-9));
        assertThat(ratio.low()).isBetween(0.5, 1.0);
        assertThat(ratio.high()).isBetween(1.0, 2.0);
    }

    @Test
    void manyPairsOfFewStartsDoNotNarrowTheInterval() {
        Ratio ratio = Ratio.of(List.of(Collections.nCopies(100, 0.9), Collections.nCopies(100, 1 / 0.9)));

        assertThat(ratio.mean()).isEqualTo(1, Offset.offset(1e-9));
        assertThat(ratio.low()).isEqualTo(0.9, Offset.offset(1e-9));
        assertThat(ratio.high()).isEqualTo(1 / 0.9, Offset.offset(1e-9));
    }

    @Test
    void whatWrkReportsIsRefusedIfARequestFailed() throws Exception {
        Wrk.Load load = Wrk.load("{\"requests\":2000,\"micros\":4000000,\"errors\":0,\"p99\":2500}");

        assertThat(load).isEqualTo(new Wrk.Load(2_000, 4, 2.5));
        assertThatIllegalStateException()
                .isThrownBy(() -> Wrk.load("{\"requests\":2000,\"micros\":4000000,\"errors\":1,\"p99\":2500}"))
                .withMessageContaining("\"errors\":1");
    }
}
