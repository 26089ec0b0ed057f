package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.slackwater.core.RequestKind;
import io.github.slackwater.core.State;
import io.github.slackwater.core.Status;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import org.junit.jupiter.api.Test;

/** {@code status}, and the commands that answer with a status. */
class StatusCommandTest extends CommandsTest {

    /** Long enough to stay in LAME_DUCK: time passes only by hand. */
    private static final int LAME_DUCK_SECONDS = 10;

    StatusCommandTest() throws IOException, JMException {
        super(LAME_DUCK_SECONDS);
    }

    @Test
    void showsTheServerAndItsApplications() {
        drainable.request("/shop/slow");

        assertThat(shell.run("status")).isZero();

        assertThat(shell.out.toString())
                .containsPattern("(?m)^server       SERVING since \\d{4}-\\d\\d-\\d\\dT[\\d:]{8}Z$")
                .containsPattern("(?m)^in flight    1, the oldest for \\d\\.\\d s$")
                .contains("admitted     1, refused 0\n", "last drain   none\n", "adapter      portable, version ")
                .containsPattern("(?m)^APPLICATION  STATE    IN FLIGHT  OLDEST$")
                .containsPattern("(?m)^shop         SERVING          1   \\d\\.\\d s$")
                .doesNotContain("slackwater.retry-after-seconds", "\u001B");
    }

    @Test
    void tellsWhoIsAtWork() {
        drainable.server.bean().acquireLease("ann@ops1, roll 4711", 60);

        assertThat(shell.run("status")).isZero();
        assertThat(shell.run("status", "--application", "shop", "--json")).isZero();

        assertThat(shell.out.toString())
                .containsPattern(
                        "(?m)^at work      ann@ops1, roll 4711; the lease ends by itself after \\d+ s without news$")
                .contains("\"holder\" : \"ann@ops1, roll 4711\"");
    }

    @Test
    void showsHowManyWouldNeverEndByThemselves() {
        drainable.request("/shop/slow");
        drainable.request("/shop/stream").kind(RequestKind.SSE);

        assertThat(shell.run("status")).isZero();

        assertThat(shell.out.toString())
                .containsPattern("(?m)^in flight    2, the oldest for \\d\\.\\d s; 1 long-lived$");
    }

    @Test
    void showsOneApplication() {
        assertThat(shell.run("status", "--application", "shop")).isZero();

        assertThat(shell.out.toString()).startsWith("shop ").doesNotContain("APPLICATION");
    }

    @Test
    void showsTheConfigurationWhenAskedFor() {
        assertThat(shell.run("status", "--configuration")).isZero();

        assertThat(shell.out.toString())
                .containsPattern("(?m)^slackwater.lame-duck.max-seconds +" + LAME_DUCK_SECONDS + "$");
    }

    @Test
    void jsonHasTheFieldsOfTheRecordInTheirOrder() throws IOException {
        assertThat(shell.run("status", "--json")).isZero();

        JsonNode status = new ObjectMapper().readTree(shell.out.toString());
        assertThat(status.fieldNames())
                .toIterable()
                .containsExactly(Stream.concat(
                                Arrays.stream(Status.class.getRecordComponents())
                                        .map(RecordComponent::getName),
                                Stream.of("lease"))
                        .toArray(String[]::new));
        assertThat(status.get("lease").get("holder").asText()).isEmpty();
        assertThat(status.get("lastDrain").isNull()).isTrue();
        assertThat(status.get("since").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        List<String> keys = new ArrayList<>();
        status.get("configuration").fieldNames().forEachRemaining(keys::add);
        assertThat(keys).isSorted().contains("slackwater.retry-after-seconds");
        assertThat(status.get("applications").get(0).get("name").asText()).isEqualTo("shop");
    }

    @Test
    void theExitCodeTellsTheStateOnlyWhenAskedFor() {
        assertThat(shell.run("status", "--exit-code")).isZero();
        drainable.server.bean().lameDuck();

        assertThat(shell.run("status", "--exit-code")).isEqualTo(10);
        assertThat(shell.run("status")).isZero();
    }

    @Test
    void aLameDuckIsAnnouncedAndSaysWhatIsNext() {
        assertThat(shell.run("lame-duck")).isZero();

        assertThat(drainable.server.state()).isEqualTo(State.LAME_DUCK);
        assertThat(drainable.shop.state()).isEqualTo(State.LAME_DUCK);
        assertThat(shell.out.toString())
                .startsWith("server: LAME_DUCK\n")
                .contains("  slackwater drain   # close and wait\n", "  slackwater resume  # open again\n");
    }

    @Test
    void aLameDuckDoesNotOpenWhatIsClosed() {
        drainable.server.bean().beginDrain(0);
        drainable.server.drain(Duration.ZERO, false);

        assertThat(shell.run("lame-duck")).isZero();
        assertThat(shell.out.toString()).startsWith("server: DRAIN").hasLineCount(1);
    }

    @Test
    void resumeOpensAgain() {
        drainable.server.bean().lameDuck();

        assertThat(shell.run("resume")).isZero();
        assertThat(drainable.shop.state()).isEqualTo(State.SERVING);
        assertThat(shell.out.toString()).isEqualToNormalizingNewlines("server: SERVING\n");
    }

    @Test
    void resumeIsQuietWhenAskedFor() {
        drainable.server.bean().lameDuck();

        assertThat(shell.run("resume", "--quiet")).isZero();
        assertThat(drainable.server.state()).isEqualTo(State.SERVING);
        assertThat(shell.out.toString() + shell.err).isEmpty();
    }

    @Test
    void listsTheApplicationsAlsoOfAServerThatHasTheFilterOnly() throws IOException {
        drainable.withdrawServer();

        assertThat(shell.run("applications", "--json")).isZero();

        JsonNode applications = new ObjectMapper().readTree(shell.out.toString());
        assertThat(applications).hasSize(1);
        assertThat(applications.get(0).fieldNames())
                .toIterable()
                .containsExactly("name", "state", "inFlight", "oldestRequestMillis");
    }
}
