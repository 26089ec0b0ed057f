package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** {@code docs/commands.md} is what {@code --help} says of every command. */
class CommandReferenceTest {

    private static final Path FILE = Path.of("..", "docs", "commands.md");

    @Test
    void theReferenceIsTheHelpOfEveryCommand() throws IOException {
        String reference = reference();
        if (Boolean.getBoolean("slackwater.docs.write")) {
            Files.writeString(FILE, reference);
        }

        assertThat(FILE).as("-Dslackwater.docs.write=true writes it").content().isEqualToNormalizingNewlines(reference);
    }

    private static String reference() {
        CommandLine all = Slackwater.commandLine(new TestEnvironment());
        StringBuilder text = new StringBuilder("""
                # Every command and option

                What `slackwater help COMMAND` prints, all in one place; written by `CommandReferenceTest`, which also sees that it is
                true (`mvn -B test -pl cli -am -Dtest=CommandReferenceTest -Dsurefire.failIfNoSpecifiedTests=false
                -Dslackwater.docs.write=true` writes it again). What the commands are for is told in [cli.md](cli.md).

                """);
        section(text, Slackwater.NAME, all);
        all.getSubcommands().forEach((name, command) -> section(text, Slackwater.NAME + " " + name, command));
        return text.toString().stripTrailing() + "\n";
    }

    private static void section(StringBuilder text, String title, CommandLine command) {
        String help = command.getUsageMessage(Ansi.OFF)
                .lines()
                .map(String::stripTrailing)
                .reduce("", (before, line) -> before + line + "\n");
        text.append("## %s%n%n```%n%s%n```%n%n".formatted(title, help.strip()));
    }
}
