package io.github.slackwater.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import javax.management.JMException;
import org.junit.jupiter.api.Test;

/** {@code watch} and {@code top}, over real JMX. */
class FleetCommandsTest extends CommandsTest {

    FleetCommandsTest() throws IOException, JMException {}

    @Test
    void watchTellsOfADrainAndOfAServerThatGoes() throws Exception {
        drainable.request("/shop/slow");
        var watch = shell.start("watch", "--for", "6");
        shell.out.await("  " + jmx.address() + "  shop  SERVING  in flight 1  parked 0  oldest ");

        drainable.server.bean().beginDrain(0);
        shell.out.await("  shop  DRAINING  ");
        shell.out.await("  drain 1 IN_PROGRESS");
        jmx.stop();
        shell.out.await("  -  UNREACHABLE  ");
        assertThat(watch.get(20, SECONDS)).isZero();
        assertThat(shell.out.toString()).contains(" GET /shop/slow").doesNotContain("\u001B");
        assertThat(shell.err.toString()).isEmpty();
    }

    @Test
    void watchConnectsAgainToAServerThatHasComeBack() throws Exception {
        int[] calls = {0};
        Place here = Place.at(JmxAddress.parse("test", jmx.address()), null, Duration.ofSeconds(5));
        Look<Integer> failing = session -> {
            if (++calls[0] == 2) {
                throw new CommandFailure(ExitCode.NO_CONNECTION, "cut");
            }
            return calls[0];
        };
        try (Fleet<Integer> fleet = new Fleet<>(List.of(here), () -> failing, System::nanoTime)) {
            assertThat(fleet.look(Duration.ofSeconds(20)).get(0).reach()).isEqualTo(Reach.CONNECTED);
            assertThat(fleet.look(Duration.ofSeconds(20)).get(0).reach()).isEqualTo(Reach.UNREACHABLE);
            assertThat(fleet.isOver()).isFalse();
            assertThat(fleet.look(Duration.ofSeconds(20)).get(0).value()).isEqualTo(3);
        }
    }

    @Test
    void aServerThatCannotBeReachedDoesNotHideTheOthers() throws Exception {
        String nobody = "127.0.0.1:" + freePort();

        assertThat(shell.run("watch", "--jmx", nobody, "--jmx", jmx.address(), "--json", "--for", "1"))
                .isZero();

        JsonNode first = line(0);
        assertThat(first.get("server").asText()).isEqualTo(nobody);
        JsonNode second = line(1);
        assertThat(second.get("server").asText()).isEqualTo(jmx.address());
        assertThat(shell.out.toString().lines().map(FleetCommandsTest::parse))
                .anyMatch(line -> line.get("reach").asText().equals("UNREACHABLE")
                        && line.get("problem").asText().contains("connection refused"))
                .anyMatch(line -> line.get("reach").asText().equals("CONNECTED")
                        && line.get("applications").get(0).get("state").asText().equals("SERVING"));
    }

    @Test
    void whereNothingWasReachedTheExitCodeTells() throws IOException {
        assertThat(shell.run("watch", "--jmx", "127.0.0.1:" + freePort(), "--for", "1"))
                .isEqualTo(5);
        assertThat(shell.err.toString()).startsWith("slackwater: cannot connect to 127.0.0.1:");
    }

    @Test
    void whoIsRefusedIsNotTriedAgain() throws IOException {
        try (JmxServer guarded = new JmxServer(mbeans, JmxServer.password("admin", "s3cret"))) {
            assertThat(shell.run("watch", "--jmx", guarded.address())).isEqualTo(6);
        }
        assertThat(shell.out.toString()).contains("  REFUSED  ").hasLineCount(1);
    }

    @Test
    void aTerminalIsRedrawn() throws Exception {
        shell.terminal = true;
        drainable.request("/shop/slow");

        assertThat(shell.run("watch", "--for", "1")).isZero();
        assertThat(shell.out.toString())
                .contains(
                        "\nSERVER ",
                        "\n  shop ",
                        "  oldest: ",
                        "GET /shop/slow\u001B[K\n\u001B[J",
                        "A\rslackwater watch  ");
    }

    @Test
    void secondsOutOfRange() {
        assertThat(shell.run("watch", "--interval", "0")).isEqualTo(2);
        assertThat(shell.run("top", "--for", "86401")).isEqualTo(2);
        assertThat(shell.run("top", "--limit", "0")).isEqualTo(2);
        assertThat(shell.run("top", "--once", "--for", "1")).isEqualTo(2);

        assertThat(shell.err.toString()).isEqualToNormalizingNewlines("""
                        slackwater: --interval: 0 (expected 1..86400)
                        slackwater: --for: 86401 (expected 1..86400)
                        slackwater: --limit: 0 (expected 1..100000)
                        slackwater: --for: not used with --once and --stack (expected one of them)
                        """);
    }

    @Test
    void topListsTheOldestAndSaysHowManyMoreThereAre() {
        drainable.request("/shop/first");
        drainable.request("/shop/second");

        assertThat(shell.run("top", "--limit", "1")).isZero();
        assertThat(shell.out.toString())
                .contains("2 in flight, the oldest for ", "/shop/first\n", "... 1 more")
                .doesNotContain("/shop/second");
    }

    @Test
    void topKnowsOnlyApplicationsThatAreThere() {
        assertThat(shell.run("top", "-a", "bank")).isEqualTo(7);

        assertThat(shell.err.toString())
                .isEqualToNormalizingNewlines("slackwater: application: bank (expected one of: shop)\n");
    }

    @Test
    void topShowsTheStackOfOne() {
        drainable.request("/shop/first");

        assertThat(shell.run("top", "--stack", "shop-1")).isZero();
        assertThat(shell.out.toString())
                .contains(" /shop/first\n")
                .containsPattern("(?m)^ {4}.*\"" + Thread.currentThread().getName());
    }

    @Test
    void topNamesTheCommandThatListsTheIds() {
        assertThat(shell.run("top", "--stack", "shop-99", "--jmx", jmx.address()))
                .isEqualTo(8);

        assertThat(shell.err.toString())
                .isEqualToNormalizingNewlines("slackwater: --stack: shop-99 (expected the id of a request in flight;"
                        + " slackwater top --once --jmx " + jmx.address() + ")\n");
    }

    private JsonNode line(int number) {
        return parse(shell.out.toString().lines().toList().get(number));
    }

    private static JsonNode parse(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
