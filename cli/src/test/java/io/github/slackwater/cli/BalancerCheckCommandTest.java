package io.github.slackwater.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.slackwater.core.ActiveRequest;
import io.github.slackwater.core.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import javax.management.JMException;
import org.junit.jupiter.api.Test;

/** {@code balancer-check} on a server over real JMX. What it finds out is tested by {@code BalancerCheckTest}. */
class BalancerCheckCommandTest extends CommandsTest {

    private static final int SIGTERM = 128 + 15;

    BalancerCheckCommandTest() throws IOException, JMException {
        super(2);
    }

    @Test
    void aBalancerThatLooksAwayIsFine() throws Exception {
        try (Sender sender = new Sender(state -> state == State.SERVING)) {
            sender.start();
            assertThat(shell.run("balancer-check", "--before", "1", "--wait", "20"))
                    .isZero();
        }
        assertThat(shell.out.toString())
                .startsWith("before     ")
                .contains("\nannounced  ", "\nresumed    ", "\nafter      ", "\nsettings   lame-duck.min-seconds 2, ")
                .contains("\nLOOKED_AWAY  server: the balancer looked away ");
        assertThat(drainable.server.state()).isEqualTo(State.SERVING);
        assertThat(drainable.shop.state()).isEqualTo(State.SERVING);
    }

    @Test
    void oneThatGoesOnIsNotAndJsonHasTheFigures() throws Exception {
        try (Sender sender = new Sender(state -> true)) {
            sender.start();
            assertThat(shell.run("balancer-check", "-a", "shop", "--before", "1", "--wait", "4", "--json"))
                    .isEqualTo(11);
        }
        JsonNode report = new ObjectMapper().readTree(shell.out.toString());
        assertThat(report.get("name").asText()).isEqualTo("shop");
        assertThat(report.get("verdict").asText()).isEqualTo("DID_NOT_LOOK_AWAY");
        assertThat(report.get("requestsAfter").asInt()).isPositive();
        assertThat(report.get("hold").get("minSeconds").asInt()).isEqualTo(2);
        assertThat(report.get("advice")).isNotEmpty();
        assertThat(drainable.shop.state()).isEqualTo(State.SERVING);
    }

    @Test
    void withoutTrafficItChangesNothing() {
        assertThat(shell.run("balancer-check", "--before", "1")).isEqualTo(12);

        assertThat(shell.out.toString()).contains("TOO_LITTLE_TRAFFIC").doesNotContain("announced  ");
        assertThat(drainable.server.bean().status().drain()).isZero();
    }

    @Test
    void aDrainThatIsUnderWayIsLeftAlone() {
        drainable.shop.bean().lameDuck();

        assertThat(shell.run("balancer-check")).isEqualTo(9);
        assertThat(shell.run("balancer-check", "-a", "shop")).isEqualTo(9);

        assertThat(shell.err.toString()).hasLineCount(2).startsWith("slackwater: shop: LAME_DUCK (expected SERVING: ");
        assertThat(drainable.shop.state()).isEqualTo(State.LAME_DUCK);
    }

    @Test
    void aLostConnectionSaysHowToOpenAgain() throws Exception {
        try (Sender sender = new Sender(state -> true)) {
            sender.start();
            FutureTask<Integer> check = shell.start("balancer-check", "--before", "1", "--jmx", jmx.address());
            shell.out.await("announced  ");
            jmx.stop();

            assertThat(check.get(40, SECONDS)).isEqualTo(5);
        }
        assertThat(shell.err.toString())
                .contains("it could not be resumed (try again with: slackwater resume --jmx " + jmx.address())
                .hasLineCount(1);
        assertThat(drainable.server.state()).isEqualTo(State.LAME_DUCK);
    }

    @Test
    void aSignalResumes() throws Exception {
        List<String> command = TargetJvm.java();
        command.addAll(List.of(Slackwater.class.getName(), "balancer-check", "--before=1", "--jmx", jmx.address()));
        try (Sender sender = new Sender(state -> true)) {
            sender.start();
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (BufferedReader out = process.inputReader()) {
                List<String> lines = new ArrayList<>();
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    lines.add(line);
                    if (line.startsWith("announced  ")) {
                        assertThat(drainable.server.state()).isEqualTo(State.LAME_DUCK);
                        // Process.destroy would close what is still to be read.
                        process.toHandle().destroy();
                    }
                }
                assertThat(process.waitFor()).as(lines.toString()).isEqualTo(SIGTERM);
                assertThat(lines).contains("slackwater: interrupted; resumed");
            }
        }
        assertThat(drainable.server.state()).isEqualTo(State.SERVING);
        assertThat(drainable.shop.state()).isEqualTo(State.SERVING);
    }

    @Test
    void secondsOutOfRange() {
        assertThat(shell.run("balancer-check", "--timeout", "0")).isEqualTo(2);
        assertThat(shell.run("balancer-check", "--before", "3601")).isEqualTo(2);
        assertThat(shell.run("balancer-check", "--wait", "3")).isEqualTo(2);

        assertThat(shell.err.toString()).isEqualToNormalizingNewlines("""
                        slackwater: --timeout: 0 (expected 1..86400)
                        slackwater: --before: 3601 (expected 1..3600)
                        slackwater: --wait: 3 (expected 4..3600)
                        """);
    }

    /** Requests, one after the other, while the shop is in a state that the balancer sends to. */
    private final class Sender implements AutoCloseable {
        private final Thread thread;

        Sender(Predicate<State> sends) {
            thread = new Thread(() -> send(sends), "balancer");
            thread.setDaemon(true);
        }

        void start() {
            thread.start();
        }

        private void send(Predicate<State> sends) {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    ActiveRequest request =
                            sends.test(drainable.shop.state()) ? drainable.shop.enter("GET", "/shop/item") : null;
                    if (request != null) {
                        request.leave();
                    }
                    Thread.sleep(10);
                }
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }
}
