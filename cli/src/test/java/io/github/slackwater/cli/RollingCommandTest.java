package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line of a roll; the roll itself runs on real servers. */
@Timeout(60)
class RollingCommandTest {

    @TempDir
    Path folder;

    private final TestEnvironment shell = new TestEnvironment();
    private Path archive = Path.of("");
    private Path fleet = Path.of("");

    @BeforeEach
    void files() throws IOException {
        archive = Files.writeString(folder.resolve("shop.war"), "2.0");
        fleet = write("127.0.0.1:1");
        shell.variables.put("TMPDIR", folder.toString());
    }

    private Path write(String jmx) throws IOException {
        return Files.writeString(folder.resolve("fleet.yaml"), """
                application: shop
                server: payara
                verify: { path: /shop/version }
                nodes:
                  - { name: a, jmx: "%s", url: "http://127.0.0.1:1" }
                """.formatted(jmx));
    }

    @Test
    void whatIsWrongInTheFleetFileIsToldWithItsPlace() throws IOException {
        write("nowhere");

        assertThat(rolling()).isEqualTo(2);

        assertThat(shell.out.toString()).isEmpty();
        assertThat(shell.err.toString())
                .isEqualToNormalizingNewlines(
                        "slackwater: " + fleet
                                + ":5:21: nodes[0].jmx: nowhere (expected host:port, or a URL that begins with service:jmx:)\n");
    }

    @Test
    void aNodeThatCannotBeReachedIsNamedAndLeavesNoRollToResume() {
        assertThat(rolling()).isEqualTo(5);

        assertThat(shell.err.toString()).contains("slackwater: a: cannot connect to 127.0.0.1:1");
        assertThat(rolling("--resume")).isEqualTo(13);
        assertThat(shell.err.toString()).contains("is of no roll that could go on");
    }

    @Test
    void aDryRunTellsTheSameAndLeavesNoJournal() {
        assertThat(rolling("--dry-run")).isEqualTo(5);

        assertThat(shell.out.toString()).contains("1 node, at most 1 away at once", "nothing has been changed");
        assertThat(folder.resolve("fleet.yaml.journal")).doesNotExist();
    }

    @Test
    void withJsonOneDocumentIsPrinted() {
        assertThat(rolling("--json")).isEqualTo(5);

        assertThat(shell.out.toString()).contains("\"outcome\" : \"NO_CONNECTION\"", "\"exitCode\" : 5");
    }

    @Test
    void whatDoesNotGoTogetherOrIsMissingIsNamed() {
        assertThat(rolling("--resume", "--roll-back")).isEqualTo(2);
        assertThat(shell.run("rolling", fleet.toString())).isEqualTo(2);
        assertThat(shell.run(
                        "rolling",
                        fleet.toString(),
                        folder.resolve("nowhere.war").toString()))
                .isEqualTo(2);

        assertThat(shell.err.toString())
                .contains(
                        "--resume, --roll-back, --dry-run (expected one of the three)",
                        "FILE is missing",
                        "nowhere.war: cannot be read");
    }

    @Test
    void withoutAJournalThereIsNothingToResumeOrToPutBack() {
        assertThat(rolling("--resume")).isEqualTo(13);
        assertThat(rolling("--roll-back")).isEqualTo(13);

        assertThat(shell.err.toString()).contains("fleet.yaml.journal: there is no such journal");
        assertThat(folder.resolve("fleet.yaml.journal")).doesNotExist();
    }

    @Test
    void aPasswordVariableThatIsNotSetIsNamed() throws IOException {
        Files.writeString(fleet, Files.readString(fleet) + "user: admin\npassword-variable: NO_SUCH_PASSWORD\n");

        assertThat(rolling()).isEqualTo(2);

        assertThat(shell.err.toString())
                .contains("password-variable: NO_SUCH_PASSWORD (expected it in the environment)");
    }

    private int rolling(String... options) {
        String[] all = new String[options.length + 3];
        all[0] = "rolling";
        all[1] = fleet.toString();
        all[2] = archive.toString();
        System.arraycopy(options, 0, all, 3, options.length);
        return shell.run(all);
    }
}
