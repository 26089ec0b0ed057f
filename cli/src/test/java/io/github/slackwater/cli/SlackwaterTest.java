package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.Version;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command without a server: help, version, wrong command lines. */
class SlackwaterTest {

    private final TestEnvironment shell = new TestEnvironment();

    static Stream<String> commands() {
        return Slackwater.commandLine(new TestEnvironment()).getSubcommands().keySet().stream();
    }

    @Test
    void helpListsEveryExitCode() {
        assertThat(shell.run("--help")).isZero();

        assertThat(Arrays.stream(ExitCode.values()))
                .allSatisfy(code -> assertThat(shell.out.toString())
                        .containsPattern(
                                "(?m)^ +" + code.number() + "   \\p{Upper}|^ +" + code.number() + "   status"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpThatFitsATerminal(String command) {
        assertThat(shell.run(command, "--help")).isZero();
        assertThat(shell.run("help", command)).isZero();

        assertThat(shell.out.toString()).contains("Usage: slackwater " + command);
        assertThat(shell.out.toString().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void tellsItsVersion() {
        assertThat(shell.run("--version")).isZero();

        assertThat(shell.out.toString()).isEqualToNormalizingNewlines("slackwater " + Version.current() + "\n");
    }

    @Test
    void aWrongCommandIsOneLineAndAHint() {
        assertThat(shell.run("stauts")).isEqualTo(2);
        assertThat(shell.run("drain", "--nonsense")).isEqualTo(2);
        assertThat(shell.run()).isEqualTo(2);

        assertThat(shell.out.toString()).isEmpty();
        assertThat(shell.err.toString()).isEqualToNormalizingNewlines("""
                        slackwater: Unmatched argument at index 0: 'stauts' (did you mean: status, requests?)
                        Try 'slackwater --help'.
                        slackwater: Unknown option: '--nonsense' (did you mean: --no-wait?)
                        Try 'slackwater drain --help'.
                        slackwater: no command (expected one of those in the help)
                        Try 'slackwater --help'.
                        """);
    }

    @Test
    void whatIsUnexpectedIsOneLineToo() {
        shell.typed = null;
        Environment broken = new BrokenEnvironment(shell);

        assertThat(Slackwater.commandLine(broken).execute("status")).isEqualTo(1);
        assertThat(shell.err.toString())
                .isEqualToNormalizingNewlines(
                        "slackwater: failed unexpectedly: java.lang.IllegalStateException: broken\n");
    }

    /** Fails as soon as a variable is read. */
    private record BrokenEnvironment(TestEnvironment shell) implements Environment {
        @Override
        public String variable(String name) {
            throw new IllegalStateException("broken");
        }

        @Override
        public TerminalSize terminalSize() {
            return shell.terminalSize();
        }

        @Override
        public boolean isTerminal() {
            return false;
        }

        @Override
        public char[] readPassword(String prompt) {
            return new char[0];
        }

        @Override
        public PrintWriter out() {
            return shell.out();
        }

        @Override
        public PrintWriter err() {
            return shell.err();
        }
    }
}
