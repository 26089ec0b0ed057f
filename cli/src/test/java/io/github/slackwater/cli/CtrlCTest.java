package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import javax.management.JMException;
import org.junit.jupiter.api.Test;

/** The command as a process of its own, ended by a signal while it waits. */
class CtrlCTest extends CommandsTest {

    private static final int SIGTERM = 128 + 15;

    CtrlCTest() throws IOException, JMException {}

    @Test
    void theDrainGoesOnInTheServer() throws Exception {
        drainable.request("/shop/slow");

        assertThat(endedWhileDraining())
                .contains("slackwater: interrupted; the drain goes on in the server. Next:")
                .contains("  slackwater resume --jmx " + jmx.address() + "  # open again");
        assertThat(drainable.server.state()).isEqualTo(State.DRAINING);
    }

    @Test
    void itResumesWhereThatIsWanted() throws Exception {
        drainable.request("/shop/slow");

        assertThat(endedWhileDraining("--resume-on-interrupt"))
                .contains("slackwater: interrupted; resumed: SERVING")
                .noneMatch(line -> line.contains("cancelled"));
        assertThat(drainable.server.state()).isEqualTo(State.SERVING);
        assertThat(drainable.shop.state()).isEqualTo(State.SERVING);
    }

    private List<String> endedWhileDraining(String... options) throws Exception {
        List<String> command = TargetJvm.java();
        command.addAll(List.of(Slackwater.class.getName(), "drain", "--jmx", jmx.address()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).contains("DRAINING ");
            // Process.destroy would close what is still to be read.
            process.toHandle().destroy();
            List<String> lines = out.lines().toList();
            assertThat(process.waitFor()).isEqualTo(SIGTERM);
            return lines;
        }
    }
}
