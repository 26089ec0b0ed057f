package io.github.slackwater.cli.redeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebTest {

    @TempDir
    Path folder;

    @Test
    void aFileWithoutCertificatesIsNamed() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate\n");
        Path nowhere = folder.resolve("nowhere.pem");

        for (Path file : new Path[] {empty, text, nowhere}) {
            assertThatThrownBy(() -> Web.trusting(Duration.ofSeconds(1), file))
                    .hasMessage("--cacert: %s (expected a file with certificates in PEM)".formatted(file));
        }
    }

    @ParameterizedTest
    @CsvSource({"http://node1:4848, node1:4848", "https://node1/, node1:443", "http://node1, node1:80"})
    void theUsualPortIsNamedWhereNoneIsGiven(URI address, String text) {
        assertThat(Web.hostAndPort(address)).isEqualTo(text);
    }

    @Test
    void aVersionThatNobodyAnswersForIsWaitedForUntilTheTimeIsOver() {
        Expectation expected =
                new Expectation(URI.create("http://127.0.0.1:1/shop"), 200, null, null, Duration.ofSeconds(1));
        Probe probe = new Probe(Web.trusting(Duration.ofSeconds(1), null), new Stop());
        long began = System.nanoTime();

        Probe.Answer answer = probe.await(expected);

        assertThat(answer)
                .isEqualTo(new Probe.Answer(false, "no answer from http://127.0.0.1:1/shop: connection refused"));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(probe.status(expected)).isEqualTo(Probe.NONE);
    }

    @Test
    void aSignalEndsTheWaitForAVersion() {
        Stop stop = new Stop();
        stop.request();
        Expectation expected =
                new Expectation(URI.create("http://127.0.0.1:1/shop"), 200, null, null, Duration.ofDays(1));

        assertThat(new Probe(Web.trusting(Duration.ofSeconds(1), null), stop)
                        .await(expected)
                        .good())
                .isFalse();

        stop.putInOrder();
        assertThat(stop.requested()).isTrue();
        assertThat(stop.endsTheWait()).isFalse();
    }
}
