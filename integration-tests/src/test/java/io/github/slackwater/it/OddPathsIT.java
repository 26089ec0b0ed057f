package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.core.RequestInfo;
import io.github.slackwater.rig.RawConnection;
import jakarta.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Paths that nobody means well with. What a server refuses by itself is well; what it lets in is named by the MBean, the command
 * line and the report of a drain, each of which has to stay in its form.
 */
class OddPathsIT extends OnServer {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final String HARMLESS_IN_A_URI = "%3Cscript%3Ealert(1)%3C%2Fscript%3E";
    private static final List<String> ODD = List.of(
            HARMLESS_IN_A_URI,
            "<script>alert(1)</script>",
            "%0d%0aSet-Cookie:%20a=b%1b[31m%00",
            "\u0001\u001b[31m",
            "%c3%28%ff%fe%ed%a0%80",
            "\u00ff\u00fe",
            "\"}],{\\",
            "a".repeat(4 * 1024),
            "a".repeat(64 * 1024));

    @TempDir
    Path folder;

    @Test
    void areNamedHarmlesslyByTheMBeanTheCommandLineAndADrain() throws Exception {
        List<Background<String>> requests = new ArrayList<>();
        try {
            for (String odd : ODD) {
                requests.add(Background.run(() -> send("/shop/slow;" + odd + "?millis=20000&request=odd")));
            }
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(server.shop().activeRequests())
                            .extracting(RequestInfo::path)
                            .anyMatch(path -> path.startsWith("/shop/slow")));

            List<RequestInfo> stragglers = server.lifecycle().drain(1).stragglers();
            CommandLine.Result listed = new CommandLine(server, folder).run("requests", "--json");

            assertThat(stragglers).isNotEmpty();
            assertThat(Stream.concat(stragglers.stream(), server.shop().activeRequests().stream()))
                    .allSatisfy(request -> assertThat(request.path())
                            .startsWith("/shop/slow")
                            .doesNotContainPattern(CONTROL)
                            .hasSizeLessThan(1_000));
            assertThat(listed.exitCode()).as(listed.errors()).isZero();
            assertThat(listed.output()).contains("/shop/slow");
            assertThat(listed.output().lines())
                    .allSatisfy(line -> assertThat(line).doesNotContainPattern(CONTROL));
            assertThat(Json.createReader(new StringReader(listed.output())).readValue())
                    .isNotNull();
        } finally {
            server.lifecycle().interruptStragglers();
            requests.forEach(Background::close);
        }
    }

    /** Some are answered, some refused, and of some nothing comes back but the end of the connection. */
    private String send(String target) {
        try (RawConnection connection = RawConnection.open(server.http("/"))) {
            return "HTTP " + connection.get(target).status();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
