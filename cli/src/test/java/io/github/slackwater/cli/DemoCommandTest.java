package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo's command line; the demo itself runs on real servers. */
class DemoCommandTest {

    private final TestEnvironment shell = new TestEnvironment();

    @ParameterizedTest
    @CsvSource({
        "--server=jetty, 'server: jetty (expected payara, wildfly or micro)'",
        "--rate=9, rate: 9 (expected 10..1000)",
        "--rate=1001, rate: 1001 (expected 10..1000)",
        "--seconds=3, seconds: 3 (expected 4..300)",
        "--seconds=301, seconds: 301 (expected 4..300)"
    })
    void aBadValueIsNamedAndNothingIsStarted(String option, String line) {
        assertThat(shell.run("demo", option)).isEqualTo(2);

        assertThat(shell.out.toString()).isEmpty();
        assertThat(shell.err.toString()).isEqualToNormalizingNewlines("slackwater: " + line + "\n");
    }

    @Test
    void aRateThatIsNoNumberIsNamed() {
        assertThat(shell.run("demo", "--rate=fast")).isEqualTo(2);

        assertThat(shell.err.toString()).contains("'--rate'").contains("fast");
    }
}
