package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Other JVMs of this machine, real ones. */
class LocalJvmsTest {

    private static final String SERVER = "-Dcatalina.base=here";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final TestEnvironment shell = new TestEnvironment();

    @Test
    void asksAProcessThatHasNoJmxPort() throws IOException {
        try (TargetJvm jvm = TargetJvm.start()) {
            assertThat(shell.run("status", "--pid", Long.toString(jvm.pid()))).isZero();

            assertThat(shell.out.toString())
                    .startsWith("server       SERVING since ")
                    .contains("in flight    1,");
        }
    }

    @Test
    void aProcessThatIsNotThere() {
        long none = 999_999_999;

        assertThat(shell.run("status", "--pid", Long.toString(none))).isEqualTo(5);
        assertThat(shell.err.toString())
                .isEqualToNormalizingNewlines(
                        "slackwater: --pid: 999999999 (expected a running process of this machine)\n");
    }

    @Test
    void aProcessThatIsNoJvm() throws IOException {
        Process cat = new ProcessBuilder("cat").start();
        try {
            assertThat(shell.run("status", "--pid", Long.toString(cat.pid()))).isEqualTo(5);
            assertThat(shell.err.toString())
                    .startsWith("slackwater: --pid: " + cat.pid() + " (expected a JVM, which this process is not: ")
                    .hasLineCount(1);
            assertThat(cat.isAlive())
                    .as("to attach sends a signal that ends whatever is no JVM")
                    .isTrue();
        } finally {
            cat.destroy();
        }
    }

    @Test
    void findsTheOneServerThatHasSlackwater() throws IOException {
        try (TargetJvm other = TargetJvm.start();
                TargetJvm server = TargetJvm.start(SERVER)) {
            LocalJvms jvms = new LocalJvms(TIMEOUT, () -> List.of(other.pid(), server.pid()));

            assertThat(jvms.theOneWithSlackwater().text())
                    .as("a JVM that is no application server is left alone")
                    .isEqualTo("pid " + server.pid());
        }
    }

    @Test
    void severalAreNamed() throws IOException {
        try (TargetJvm first = TargetJvm.start(SERVER);
                TargetJvm second = TargetJvm.start(SERVER)) {
            LocalJvms jvms = new LocalJvms(TIMEOUT, () -> List.of(first.pid(), second.pid()));

            assertThatThrownBy(jvms::theOneWithSlackwater)
                    .hasMessage(
                            "several servers have Slackwater: pid %d, pid %d (expected --jmx host:port, or --pid PID)"
                                    .formatted(first.pid(), second.pid()));
        }
    }

    @Test
    void noneIsToldWithWhatToDo() {
        LocalJvms jvms = new LocalJvms(TIMEOUT, List::of);

        assertThatThrownBy(jvms::theOneWithSlackwater)
                .hasMessage(
                        "no server of this user on this machine has Slackwater (expected --jmx host:port, or --pid PID)");
    }
}
