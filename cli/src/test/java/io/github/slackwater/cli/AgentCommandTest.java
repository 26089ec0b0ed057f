package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code agent}, asked as HAProxy asks it, of a server over real JMX. */
class AgentCommandTest extends CommandsTest {

    private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");

    private @Nullable FutureTask<Integer> agent;

    AgentCommandTest() throws IOException, JMException {}

    @AfterEach
    void end() {
        if (agent != null) {
            agent.cancel(true);
        }
    }

    @Test
    void tellsADrainFromItsAnnouncementToTheResume() throws Exception {
        int port = start();
        assertThat(ask(port, "")).isEqualTo("up ready\n");

        drainable.server.bean().lameDuck();
        shell.out.await("  up drain\n");
        await(port, "up drain\n");
        drainable.server.bean().resume();
        await(port, "up ready\n");
    }

    @Test
    void answersThoseWhoSpeakFirst() throws Exception {
        assertThat(ask(start(), "shop/one\n")).isEqualTo("up ready\n");
    }

    @Test
    void tellsOfOneApplication() throws Exception {
        int port = start("--application", "shop");

        drainable.shop.bean().lameDuck();
        shell.out.await("  up drain\n");
        await(port, "up drain\n");
        assertThat(drainable.server.state().admits()).isTrue();
    }

    @Test
    void anApplicationIsReadyWithItsServerOnly() throws Exception {
        int port = start("--application", "shop");

        drainable.server.bean().lameDuck();
        drainable.shop.bean().resume();
        shell.out.await("  up drain\n");
        await(port, "up drain\n");
    }

    @Test
    void aServerThatHasGoneIsDown() throws Exception {
        int port = start();

        jmx.stop();
        shell.out.await("  down #");
        assertThat(ask(port, "")).startsWith("down #").endsWith("\n").hasLineCount(1);
    }

    @Test
    void oneThatHasComeBackIsReadyAgain() throws Exception {
        int registry = freePort();
        int port;
        try (JmxServer first = new JmxServer(mbeans, null, registry)) {
            port = start("--jmx", first.address());
        }
        shell.out.await("  down #");

        try (JmxServer second = new JmxServer(mbeans, null, registry)) {
            assertThat(second.address()).isEqualTo("127.0.0.1:" + registry);
            await(port, "up ready\n");
        }
    }

    @Test
    void whoIsRefusedEndsAtOnce() throws IOException {
        try (JmxServer guarded = new JmxServer(mbeans, JmxServer.password("admin", "s3cret"))) {
            assertThat(shell.run("agent", "--listen", "127.0.0.1:0", "--jmx", guarded.address()))
                    .isEqualTo(6);
        }
    }

    @Test
    void aPortThatIsTakenIsAnError() throws Exception {
        int port = start();

        assertThat(shell.run("agent", "--listen", "127.0.0.1:" + port)).isEqualTo(2);
        assertThat(shell.err.toString())
                .startsWith("slackwater: --listen: 127.0.0.1:" + port + ": Address already in use");
    }

    @Test
    void needsToKnowWhereToListenAndWhomToAsk() {
        assertThat(shell.run("agent", "--listen", "9101")).isEqualTo(2);
        assertThat(shell.run("agent", "--listen", "127.0.0.1:65536")).isEqualTo(2);
        shell.variables.clear();
        assertThat(shell.run("agent", "--listen", "127.0.0.1:0")).isEqualTo(2);

        assertThat(shell.err.toString()).isEqualToNormalizingNewlines("""
                        slackwater: --listen: 9101 (expected host:port, port 0..65535)
                        slackwater: --listen: 127.0.0.1:65536 (expected host:port, port 0..65535)
                        slackwater: --jmx is missing (expected the address of a server that may come back; or $SLACKWATER_JMX)
                        """);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private int start(String... options) throws InterruptedException {
        String[] line = new String[options.length + 3];
        line[0] = "agent";
        line[1] = "--listen";
        line[2] = "127.0.0.1:0";
        System.arraycopy(options, 0, line, 3, options.length);
        agent = shell.start(line);
        shell.out.await("  up ready\n");
        Matcher listening = LISTENING.matcher(shell.out.toString());
        assertThat(listening.find()).as(shell.out.toString()).isTrue();
        return Integer.parseInt(listening.group(1));
    }

    /** Asks until it is so. */
    private static void await(int port, String expected) throws IOException {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!ask(port, "").equals(expected)) {
            assertThat(System.nanoTime()).as("expected in time: " + expected).isLessThan(end);
        }
    }

    /** All that is answered, up to the end of the connection. */
    private static String ask(int port, String first) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(first.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
