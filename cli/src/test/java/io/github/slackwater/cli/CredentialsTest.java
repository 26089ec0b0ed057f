package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CredentialsTest {

    private final TestEnvironment shell = new TestEnvironment();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void noUserMeansNoCredentials() {
        shell.variables.put(Credentials.PASSWORD_VARIABLE, "unused");

        assertThat(Credentials.find(null, null, shell)).isNull();
    }

    @Test
    void theFileComesBeforeTheVariable() throws IOException {
        shell.variables.put(Credentials.PASSWORD_VARIABLE, "from-variable");

        assertThat(Credentials.find("admin", file("from-file\n"), shell))
                .isEqualTo(new Credentials("admin", "from-file"));
    }

    @Test
    void theVariableComesBeforeTheTerminal() {
        shell.variables.put(Credentials.USER_VARIABLE, "admin");
        shell.variables.put(Credentials.PASSWORD_VARIABLE, "from-variable");
        shell.typed = "typed";

        assertThat(Credentials.find(null, null, shell)).isEqualTo(new Credentials("admin", "from-variable"));
        assertThat(shell.prompts).isEmpty();
    }

    @Test
    void theTerminalIsAskedLast() {
        shell.typed = "typed";

        assertThat(Credentials.find("admin", null, shell)).isEqualTo(new Credentials("admin", "typed"));
        assertThat(shell.prompts).containsExactly("Password of admin: ");
    }

    @Test
    void withoutATerminalItSaysWhereThePasswordMayComeFrom() {
        assertThatThrownBy(() -> Credentials.find("admin", null, shell))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("user admin has no password, and there is no terminal to ask at"
                        + " (expected --password-file, or SLACKWATER_PASSWORD in the environment)");
    }

    @Test
    void aFileWithoutAUser() throws IOException {
        Path file = file("secret");

        assertThatThrownBy(() -> Credentials.find(null, file, shell))
                .hasMessage("--password-file: " + file
                        + " (expected together with --user, or SLACKWATER_USER in the environment)");
    }

    @Test
    void anEmptyFile() throws IOException {
        Path file = file("");

        assertThatThrownBy(() -> Credentials.find("admin", file, shell))
                .hasMessage("--password-file: " + file + " (expected the password in its first line, which is empty)");
    }

    @Test
    void aFileThatIsNotThere() {
        Path file = folder.resolve("none");

        assertThatThrownBy(() -> Credentials.find("admin", file, shell))
                .hasMessage("--password-file: " + file + " (expected a text file that can be read): no such file");
    }

    @Test
    void neverShowThePassword() {
        assertThat(new Credentials("admin", "s3cret")).asString().isEqualTo("admin");
    }

    @Test
    void noOptionTakesAPassword() {
        CommandLine commandLine = Slackwater.commandLine(shell);

        assertThat(commandLine.getSubcommands().values())
                .flatMap(command -> command.getCommandSpec().optionsMap().keySet())
                .contains("--password-file")
                .filteredOn(name -> name.contains("pass"))
                .containsOnly("--password-file");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("password"), content);
    }
}
