package io.github.slackwater.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SoakCommandTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--server=tomcat; server: tomcat (expected one of payara, wildfly-37, wildfly-39)",
                "--redeploys=0; redeploys: 0 (expected 1..1000)",
                "--rate=5000; rate: 5000 (expected 10..1000)",
                "--streams=-1; streams: -1 (expected 0..500)",
                "--pause=0; pause: 0 (expected 1..60)"
            })
    void aBadValueIsNamedAndNothingIsStarted(String option, String message) {
        StringWriter errors = new StringWriter();

        int code = SoakCommand.commandLine().setErr(new PrintWriter(errors)).execute(option);

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource({"wildfly-37, 2", "payara, 1"})
    void sessionsAreKeptByPayaraOnly(String server, int code) {
        StringWriter errors = new StringWriter();

        // The project's folder is not known here, so that nothing can start.
        assertThat(SoakCommand.commandLine()
                        .setErr(new PrintWriter(errors))
                        .execute("--server", server, "--keep-sessions"))
                .isEqualTo(code);
    }
}
