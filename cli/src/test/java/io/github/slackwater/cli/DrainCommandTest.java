package io.github.slackwater.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.slackwater.core.ActiveRequest;
import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.RequestInfo;
import io.github.slackwater.core.State;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import javax.management.JMException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrainCommandTest extends CommandsTest {

    /** Who sets a timer when the server drains. */
    private static final int SERVER_AND_APPLICATION = 2;

    DrainCommandTest() throws IOException, JMException {}

    @Test
    void drainsAServerWithNothingInFlight() {
        assertThat(shell.run("drain")).isZero();

        assertThat(drainable.server.state()).isEqualTo(State.DRAINED);
        assertThat(shell.out.toString())
                .startsWith("DRAINED   drain 1 drained in ")
                .hasLineCount(1);
        assertThat(shell.err.toString()).isEmpty();
    }

    @Test
    void waitsForTheRequestInFlightAndShowsItInPlainLines() throws Exception {
        ActiveRequest request = drainable.request("/shop/slow");
        FutureTask<Integer> drain = shell.start("drain", "--timeout", "60");
        shell.out.await("GET /shop/slow");
        assertThat(drain).isNotDone();
        request.leave();

        assertThat(drain.get(20, SECONDS)).isZero();
        assertThat(shell.out.toString()).doesNotContain("\r", "\u001B").containsPattern("""
                (?m)^ +\\d\\.\\d s  DRAINING      1 in flight    \\d\\d s left  oldest \\d\\.\\d s GET /shop/slow$
                """.strip());
        assertThat(shell.out.toString().lines().toList()).last().asString().startsWith("DRAINED   drain 1 drained in ");
    }

    @Test
    void redrawsOneLineOnATerminal() throws Exception {
        shell.terminal = true;
        ActiveRequest request = drainable.request("/shop/slow");
        FutureTask<Integer> drain = shell.start("drain");
        shell.out.await("GET /shop/slow");
        request.leave();

        assertThat(drain.get(20, SECONDS)).isZero();
        assertThat(shell.out.toString()).startsWith("\r\u001B[KDRAINING ").contains("\nDRAINED   drain 1");
    }

    @Test
    void aTimeoutListsTheStragglersAndWhatToDoNext() throws Exception {
        drainable.request("/shop/stuck");
        FutureTask<Integer> drain = shell.start("drain", "--timeout", "30", "-a", "shop");
        time.pass(Duration.ofSeconds(30), 1);

        assertThat(drain.get(20, SECONDS)).isEqualTo(3);
        assertThat(drainable.shop.state()).isEqualTo(State.DRAINING);
        assertThat(shell.out.toString())
                .contains("DRAINING  drain 1 timed out after 30.")
                .containsPattern("(?m)^shop-1 +30\\.\\d s +SYNC +GET +shop +\\S.* +/shop/stuck$")
                .contains("  slackwater requests --stacks --application shop       #")
                .contains("  slackwater interrupt --stragglers --application shop  #")
                .contains("  slackwater resume --application shop                  #");
    }

    @Test
    void aServersDrainTimesOutToo() throws Exception {
        drainable.request("/shop/stuck");
        FutureTask<Integer> drain = shell.start("drain", "--timeout", "30");
        time.pass(Duration.ofSeconds(30), SERVER_AND_APPLICATION);

        assertThat(drain.get(20, SECONDS)).isEqualTo(3);
        assertThat(shell.out.toString()).contains("/shop/stuck");
    }

    @Test
    void aResumeCancelsIt() throws Exception {
        drainable.request("/shop/slow");
        FutureTask<Integer> drain = shell.start("drain");
        shell.out.await("DRAINING");
        drainable.server.bean().resume();

        assertThat(drain.get(20, SECONDS)).isEqualTo(4);
        assertThat(shell.out.toString()).contains("cancelled by a resume");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "86401", "90000", "1.5", "x", ""})
    void aTimeoutOutOfRangeIsRefusedInTheServersWordsAndNothingChanges(String timeout) {
        assertThat(shell.run("drain", "--timeout", timeout)).isEqualTo(2);

        assertThat(shell.err.toString())
                .isEqualToNormalizingNewlines("slackwater: timeoutSeconds: " + timeout + " (expected 0..86400)\n");
        assertThat(drainable.server.state()).isEqualTo(State.SERVING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-wait", "--timeout=0"})
    void beginsWithoutWaiting(String option) {
        drainable.request("/shop/slow");

        assertThat(shell.run("drain", option)).isZero();

        assertThat(drainable.server.state()).isEqualTo(State.DRAINING);
        assertThat(shell.out.toString()).contains("drain 1 under way").contains("  slackwater status ");
    }

    @Test
    void jsonIsTheReportAndNothingElse() throws Exception {
        drainable.request("/shop/\u00e9");
        FutureTask<Integer> drain = shell.start("drain", "--timeout", "30", "--json");
        time.pass(Duration.ofSeconds(30), SERVER_AND_APPLICATION);
        assertThat(drain.get(20, SECONDS)).isEqualTo(3);

        JsonNode report = new ObjectMapper().readTree(shell.out.toString());
        assertThat(report.fieldNames()).toIterable().containsExactly(fields(DrainReport.class));
        assertThat(report.get("outcome").asText()).isEqualTo("TIMED_OUT");
        JsonNode straggler = report.get("stragglers").get(0);
        assertThat(straggler.fieldNames()).toIterable().containsExactly(fields(RequestInfo.class));
        assertThat(straggler.get("path").asText()).isEqualTo("/shop/\u00e9");
        assertThat(shell.out.toString()).as("a pipe of any charset").containsPattern("^\\p{ASCII}*$");
    }

    @Test
    void quietPrintsNothingWhenItWentWell() {
        assertThat(shell.run("drain", "--quiet")).isZero();

        assertThat(shell.out.toString() + shell.err).isEmpty();
    }

    @Test
    void quietSaysInOneLineWhatWentWrong() throws Exception {
        drainable.request("/shop/stuck");
        FutureTask<Integer> drain = shell.start("drain", "--quiet", "--timeout", "30");
        time.pass(Duration.ofSeconds(30), SERVER_AND_APPLICATION);

        assertThat(drain.get(20, SECONDS)).isEqualTo(3);
        assertThat(shell.out.toString()).isEmpty();
        assertThat(shell.err.toString())
                .startsWith("slackwater: drain 1 timed out after 30.")
                .hasLineCount(1);
    }

    @Test
    void aLostConnectionSaysThatTheDrainGoesOn() throws Exception {
        drainable.request("/shop/slow");
        FutureTask<Integer> drain = shell.start("drain", "--jmx", jmx.address());
        shell.out.await("DRAINING");
        jmx.stop();

        assertThat(drain.get(20, SECONDS)).isEqualTo(5);
        assertThat(shell.err.toString())
                .startsWith("slackwater: the connection to " + jmx.address() + " was lost: ")
                .contains("the drain goes on in the server")
                .contains("slackwater status --jmx " + jmx.address())
                .hasLineCount(1);
        assertThat(drainable.server.state()).isEqualTo(State.DRAINING);
    }

    private static String[] fields(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .toArray(String[]::new);
    }
}
