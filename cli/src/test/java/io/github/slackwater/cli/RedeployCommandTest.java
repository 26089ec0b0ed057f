package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line of a redeploy; the redeploy itself runs on real servers. */
class RedeployCommandTest extends CommandsTest {

    @TempDir
    Path folder;

    private String archive = "";

    RedeployCommandTest() throws IOException, JMException {}

    @BeforeEach
    void archive() throws IOException {
        archive = Files.createFile(folder.resolve("shop.war")).toString();
        shell.variables.put("TMPDIR", folder.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "--name=sh/op, '--name: sh/op (expected letters, digits and . _ : + -)'",
        "--url=localhost, '--url: localhost (expected http://... or https://...)'",
        "--expect-status=42, '--expect-status: 42 (expected 100..599)'",
        "--expect-header=X-Version, '--expect-header: X-Version (expected NAME=VALUE)'",
        "--verify-timeout=0, '--verify-timeout: 0 (expected 1..86400)'",
        "--drain-timeout=86401, '--drain-timeout: 86401 (expected 1..86400)'",
        "--previous=nowhere.war, '--previous: nowhere.war (expected a file that can be read)'",
        "--cacert=nowhere.pem, '--cacert: nowhere.pem (expected a file with certificates in PEM)'"
    })
    void aBadValueIsNamedWithWhatWasExpected(String option, String line) {
        assertThat(redeploy(option)).isEqualTo(2);

        assertThat(shell.out.toString()).isEmpty();
        assertThat(shell.err.toString()).isEqualToNormalizingNewlines("slackwater: " + line + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "--drain=soon, '(expected one of auto, always, never)'",
        "--scope=all, '(expected one of application, server)'",
        "--stragglers=wait, '(expected one of fail, cut)'",
        "--on-failure=panic, '(expected one of serve, stay-drained)'",
        "--server=jetty, '(expected one of payara, glassfish, wildfly)'",
        "--drain-timeout=soon, not an int"
    })
    void aBadChoiceIsNamedWithWhatThereIs(String option, String choices) {
        assertThat(redeploy(option)).isEqualTo(2);

        assertThat(shell.err.toString())
                .contains(option.substring(0, option.indexOf('=')))
                .contains(option.substring(option.indexOf('=') + 1))
                .contains(choices);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(shell.run("redeploy")).isEqualTo(2);
        assertThat(shell.run("redeploy", "nowhere.war", "--name=shop", "--url=http://localhost/"))
                .isEqualTo(2);

        assertThat(shell.err.toString())
                .contains("--name=NAME", "--url=URL", "FILE")
                .contains("slackwater: FILE: nowhere.war (expected a file that can be read)");
    }

    @Test
    void aServerThatDoesNotTellWhatItIsHasToBeNamed() {
        assertThat(redeploy()).isEqualTo(2);

        assertThat(shell.err.toString())
                .contains("--server is missing (expected payara, glassfish or wildfly: %s does not tell)"
                        .formatted(jmx.address()));
    }

    @Test
    void anAdministrationThatNobodyAnswersForIsSaidBeforeAnythingIsChanged() {
        assertThat(redeploy("--server=payara", "--admin=127.0.0.1:1")).isEqualTo(5);
        assertThat(redeploy("--server=WildFly", "--admin=http://127.0.0.1:1", "--on-failure=stay-drained"))
                .isEqualTo(5);

        assertThat(shell.err.toString())
                .contains(
                        "slackwater: step 1/7, check, failed: no connection to the administration server at 127.0.0.1:1: "
                                + "connection refused")
                .contains("no connection to the management interface at 127.0.0.1:1: connection refused");
        assertThat(shell.out.toString()).contains("check     nothing has been changed");
        // Neither locks nor saved archives.
        assertThat(folder).isDirectoryContaining("glob:**/shop.war");
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void whoeverIsAtWorkOnTheServerIsNamedAndLeftInPeace() {
        drainable.server.bean().acquireLease("ann@ops1, roll 4711", 60);

        assertThat(redeploy("--server=payara", "--admin=127.0.0.1:1")).isEqualTo(8);
        assertThat(redeploy("--server=payara", "--admin=127.0.0.1:1", "--dry-run"))
                .isEqualTo(8);

        assertThat(shell.err.toString())
                .contains("slackwater: step 1/7, check, failed: ann@ops1, roll 4711 is at work on this server (")
                .contains(" s without news; --ignore-lease goes on)");
        assertThat(shell.out.toString()).contains("check     nothing has been changed");
        assertThat(drainable.server.bean().getLease().holder()).isEqualTo("ann@ops1, roll 4711");
    }

    @Test
    void whoeverIsAtWorkIsNamedAndPassedOverWhereThatIsAskedFor() {
        drainable.server.bean().acquireLease("ann@ops1, roll 4711", 60);

        assertThat(redeploy("--server=payara", "--admin=127.0.0.1:1", "--ignore-lease"))
                .as("got as far as the administration")
                .isEqualTo(5);

        assertThat(shell.out.toString()).contains("ann@ops1, roll 4711 is at work on this server: --ignore-lease");
    }

    @Test
    void theCompletionScriptKnowsTheChoices() {
        assertThat(shell.run("completion")).isZero();

        assertThat(shell.out.toString()).contains("\"auto\" \"always\" \"never\"", "\"serve\" \"stay-drained\"");
    }

    @Test
    void theResultIsOneJsonDocumentWhereThatIsAskedFor() {
        assertThat(redeploy("--server=payara", "--admin=127.0.0.1:1", "--json")).isEqualTo(5);

        assertThat(shell.out.toString())
                .startsWith("{")
                .contains("\"outcome\" : \"NO_CONNECTION\"", "\"exitCode\" : 5", "\"failedStep\" : \"check\"");
    }

    @Test
    void withoutSlackwaterThereTheCodeIsThatOfTheOtherCommands() throws IOException {
        jmx.stop();

        assertThat(redeploy("--server=payara")).isEqualTo(5);
        assertThat(shell.err.toString()).contains("cannot connect to " + jmx.address());
    }

    private int redeploy(String... options) {
        List<String> arguments = new ArrayList<>(List.of("redeploy", archive));
        List<String> given = List.of(options);
        for (String usual : List.of("--name=shop", "--url=http://127.0.0.1:1/shop")) {
            String option = usual.substring(0, usual.indexOf('=') + 1);
            if (given.stream().noneMatch(each -> each.startsWith(option))) {
                arguments.add(usual);
            }
        }
        arguments.addAll(given);
        return shell.run(arguments.toArray(String[]::new));
    }
}
