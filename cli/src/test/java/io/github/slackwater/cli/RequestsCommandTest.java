package io.github.slackwater.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.slackwater.core.ActiveRequest;
import io.github.slackwater.core.RequestKind;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMException;
import org.junit.jupiter.api.Test;

/** {@code requests} and {@code interrupt}. */
class RequestsCommandTest extends CommandsTest {

    RequestsCommandTest() throws IOException, JMException {}

    @Test
    void nothingInFlight() {
        assertThat(shell.run("requests")).isZero();

        assertThat(shell.out.toString()).isEqualToNormalizingNewlines("Nothing in flight.\n");
    }

    @Test
    void listsThemOldestFirst() {
        drainable.request("/shop/first");
        drainable.request("/shop/second");

        assertThat(shell.run("requests")).isZero();

        assertThat(shell.out.toString().lines().toList())
                .satisfiesExactly(
                        heading -> assertThat(heading).matches("ID +AGE +KIND +METHOD +APPLICATION +THREAD +PATH"),
                        first -> assertThat(first)
                                .contains(" GET ", " SYNC ", " shop ")
                                .endsWith(" /shop/first"),
                        second -> assertThat(second).endsWith(" /shop/second"));
    }

    @Test
    void aPathCannotControlTheTerminal() {
        drainable.request("/shop/\u001B[2J@|red x|@\u202E");

        assertThat(shell.run("requests")).isZero();
        assertThat(shell.out.toString())
                .contains("/shop/\\u001b[2J@%7Cred x|@\\u202e")
                .doesNotContain("\u001B", "\u202E");
    }

    @Test
    void showsTheStackOfOne() {
        drainable.request("/shop/first");
        drainable.request("/shop/second");
        shell.run("requests");

        assertThat(shell.run("requests", "--stacks", "shop-2")).isZero();
        assertThat(shell.out.toString())
                .containsPattern("(?m)^ {4}.*\"" + Thread.currentThread().getName());
        assertThat(shell.out.toString().lines().filter(line -> line.contains("/shop/first")))
                .as("in the list, not among the stacks")
                .hasSize(1);
    }

    @Test
    void jsonWithStacksHasTheSameFieldsAndTheStack() throws IOException {
        drainable.request("/shop/first");

        assertThat(shell.run("requests", "--stacks", "--json")).isZero();
        JsonNode requests = new ObjectMapper().readTree(shell.out.toString());
        assertThat(requests.get(0).fieldNames())
                .toIterable()
                .containsExactly("id", "application", "method", "path", "kind", "ageMillis", "thread", "stack");
    }

    @Test
    void anUnknownIdIsAnError() {
        assertThat(shell.run("requests", "shop-99")).isEqualTo(8);

        assertThat(shell.err.toString())
                .isEqualToNormalizingNewlines(
                        "slackwater: ID: shop-99 (expected the id of a request in flight; slackwater requests)\n");
    }

    @Test
    void listsAndInterruptsTheStragglers() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        ActiveRequest request = drainable.request("/shop/poll");
        request.detach(RequestKind.ASYNC, ended::incrementAndGet);
        var drain = shell.start("drain", "--timeout", "30", "--quiet", "-a", "shop");
        time.pass(Duration.ofSeconds(30), 1);
        assertThat(drain.get(20, SECONDS)).isEqualTo(3);

        assertThat(shell.run("requests", "--stragglers", "-a", "shop")).isZero();
        assertThat(shell.out.toString()).containsPattern("(?m) ASYNC +GET +shop +- +/shop/poll$");
        assertThat(shell.run("interrupt", "--stragglers", "-a", "shop")).isZero();
        assertThat(shell.out.toString()).contains("ENDED_ASYNC");
        assertThat(ended).hasValue(1);
    }

    @Test
    void withoutADrainThereAreNoStragglers() {
        drainable.request("/shop/slow");

        assertThat(shell.run("interrupt", "--stragglers")).isZero();
        assertThat(shell.run("requests", "--stragglers")).isZero();
        assertThat(shell.out.toString()).isEqualToNormalizingNewlines("No stragglers.\nNo stragglers.\n");
    }

    @Test
    void anUnknownIdDoesNotHideWhatWasDoneToTheOthers() throws IOException {
        AtomicInteger ended = new AtomicInteger();
        drainable.request("/shop/poll").detach(RequestKind.ASYNC, ended::incrementAndGet);

        assertThat(shell.run("interrupt", "shop-99", firstId(), "--json")).isEqualTo(8);
        JsonNode reports = new ObjectMapper().readTree(shell.out.toString());
        assertThat(reports.get(0).get("action").asText()).isEqualTo("ALREADY_GONE");
        assertThat(reports.get(1).get("action").asText()).isEqualTo("ENDED_ASYNC");
        assertThat(ended).hasValue(1);
    }

    @Test
    void interruptWantsToKnowWhom() {
        assertThat(shell.run("interrupt")).isEqualTo(2);
        assertThat(shell.run("interrupt", "--stragglers", "shop-1")).isEqualTo(2);

        assertThat(shell.err.toString()).isEqualToNormalizingNewlines("""
                        slackwater: interrupt: no request (expected request ids, or --stragglers)
                        slackwater: interrupt: both shop-1 and --stragglers (expected request ids, or --stragglers)
                        """);
    }

    private String firstId() {
        return drainable.shop.bean().activeRequests().get(0).id();
    }
}
