package io.github.slackwater.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Shells complete the commands, and of each command every option that its help lists. */
@Timeout(120)
class CompletionTest {

    private static final String BASH = """
            compopt() { :; }
            source "$0"
            for words; do
                COMP_WORDS=($words)
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                if [[ $words == *' ' ]]; then COMP_WORDS+=(''); COMP_CWORD=$((COMP_CWORD + 1)); fi
                COMPREPLY=()
                _complete_slackwater
                echo "${COMPREPLY[@]}"
            done
            """;

    @TempDir
    Path folder;

    private final CommandLine all = Slackwater.commandLine(new TestEnvironment());
    private String script = "";

    @BeforeEach
    void printScript() throws Exception {
        TestEnvironment shell = new TestEnvironment();
        assertThat(shell.run("completion")).isZero();
        script = Files.writeString(folder.resolve("completion"), shell.out.toString())
                .toString();
    }

    @Test
    void bashCompletesEveryCommandAndEveryOption() throws Exception {
        expectEverything(run(List.of("bash", "-c", BASH, script)));
    }

    @Test
    void zshCompletesEveryCommandAndEveryOption() throws Exception {
        assumeTrue(isInstalled("zsh"), "zsh is not installed");
        String driver = Path.of(requireNonNull(CompletionTest.class.getResource("/complete.zsh"))
                        .toURI())
                .toString();

        expectEverything(run(List.of("zsh", "-f", driver, script, folder.toString())));
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** What is offered for each line that is typed. */
    private List<List<String>> run(List<String> shell) throws Exception {
        List<String> command = new ArrayList<>(shell);
        command.add("slackwater ");
        all.getSubcommands().keySet().forEach(name -> command.add("slackwater " + name + " --"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(lines.toString()).isZero();
        return lines.stream().map(line -> List.of(line.split(" "))).toList();
    }

    private void expectEverything(List<List<String>> offered) {
        List<List<String>> expected = Stream.concat(
                        Stream.of(List.copyOf(all.getSubcommands().keySet())),
                        all.getSubcommands().values().stream().map(CompletionTest::options))
                .toList();
        assertThat(offered).hasSameSizeAs(expected);
        for (int line = 0; line < expected.size(); line++) {
            assertThat(expected.get(line)).isNotEmpty();
            assertThat(offered.get(line)).containsAll(expected.get(line));
        }
    }

    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .toList();
    }
}
