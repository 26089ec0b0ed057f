package io.github.slackwater.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.slackwater.benchmarks.Throughput.Pair;
import java.io.PrintWriter;
import java.io.StringWriter;
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
                "--pairs=1; pairs: 1 (expected 2..100)",
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
    void theTableShowsEachPairAndTheirMean() {
        ThroughputOptions options = new ThroughputOptions(SoakServer.Kind.PAYARA, 2, 10, 8, false);
        List<Pair> pairs = List.of(
                new Pair(new Window(990, 1, 4), new Window(1_000, 1, 4)),
                new Pair(new Window(1_010, 1, 5), new Window(1_000, 1, 4)));

        assertThat(ThroughputCommand.table(options, pairs))
                .contains("| 1: a second, p99 | 990, 4.00 ms | 1000, 4.00 ms | 0.990, 1.000 |")
                .contains("| **throughput**: geometric mean (95 % of it) | | | 1.000 (0.990 to 1.010) |");
    }

    @Test
    void aMeanOfRatiosIsGeometricAndLiesInItsInterval() {
        Ratio ratio = Ratio.of(List.of(0.5, 2.0, 1.0, 1.0));

        assertThat(ratio.mean()).isEqualTo(1, Offset.offset(1e-9));
        assertThat(ratio.low()).isBetween(0.5, 1.0);
        assertThat(ratio.high()).isBetween(1.0, 2.0);
    }

    @Test
    void whatWrkReportsIsRefusedIfARequestFailed() throws Exception {
        Window window = Wrk.window("{\"requests\":2000,\"micros\":4000000,\"errors\":0,\"p50\":1500,\"p99\":2500}");

        assertThat(window).isEqualTo(new Window(500, 1.5, 2.5));
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        Wrk.window("{\"requests\":2000,\"micros\":4000000,\"errors\":1,\"p50\":1500,\"p99\":2500}"))
                .withMessageContaining("\"errors\":1");
    }
}
