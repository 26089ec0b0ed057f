package io.github.slackwater.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrainRequestTest {

    @Test
    void nothingSaidMeansThirtySecondsWithoutWaiting() throws Exception {
        assertThat(parse("")).isEqualTo(new DrainRequest(30, false));
        assertThat(parse("{}")).isEqualTo(new DrainRequest(30, false));
    }

    @Test
    void theBodyAppliesBeforeTheQuery() throws Exception {
        Map<String, List<String>> query = Map.of("timeoutSeconds", List.of("5"), "wait", List.of("true"));

        assertThat(parse(query, "")).isEqualTo(new DrainRequest(5, true));
        assertThat(parse(query, "{\"timeoutSeconds\": 86400}")).isEqualTo(new DrainRequest(86_400, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"timeoutSeconds\": -1} | timeoutSeconds: -1 (expected 0..86400)",
                "{\"timeoutSeconds\": 86401} | timeoutSeconds: 86401 (expected 0..86400)",
                "{\"timeoutSeconds\": 4294967297} | timeoutSeconds: 4294967297 (expected 0..86400)",
                "{\"timeoutSeconds\": 1.5} | timeoutSeconds: 1.5 (expected 0..86400)",
                "{\"timeoutSeconds\": \"30\"} | timeoutSeconds: \"30\" (expected 0..86400)",
                "{\"timeoutSeconds\": null} | timeoutSeconds: null (expected 0..86400)",
                "{\"wait\": 1} | wait: 1 (expected true or false)",
                "{\"timeout\": 5} | timeout: 5 (expected only timeoutSeconds and wait)",
                "[30] | body: not an object (expected {\"timeoutSeconds\": 30})",
            })
    void aBadValueIsNamedWithWhatWasExpected(String body, String detail) {
        assertThat(problem(Map.of(), body)).isEqualTo(new Problem(400, detail));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "timeoutSeconds=30",
                "{\"timeoutSeconds\": 1e}",
                "{\"timeoutSeconds\": 1e9999999999}",
                "\u0000"
            })
    void whatIsNoJsonIsRefused(String body) {
        assertThat(problem(Map.of(), body).status()).isEqualTo(400);
        assertThat(problem(Map.of(), body).detail()).startsWith("body: not JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "86401", "30s", "true", "99999999999", "1e3"})
    void aBadQueryParameterIsRefused(String value) {
        assertThat(problem(Map.of("timeoutSeconds", List.of(value)), ""))
                .isEqualTo(new Problem(400, "timeoutSeconds: " + value + " (expected 0..86400)"));
    }

    @Test
    void aHugeBodyIsRefusedUnread() {
        assertThat(problem(Map.of(), " ".repeat(100_000)).status()).isEqualTo(413);
    }

    @Test
    void aHugeValueIsNotRepeated() {
        assertThat(problem(Map.of(), "{\"timeoutSeconds\": \"" + "x".repeat(8_000) + "\"}")
                        .detail())
                .hasSizeLessThan(250);
    }

    private static DrainRequest parse(String body) throws IOException {
        return parse(Map.of(), body);
    }

    private static DrainRequest parse(Map<String, List<String>> query, String body) throws IOException {
        return DrainRequest.parse(query, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Problem problem(Map<String, List<String>> query, String body) {
        return catchThrowableOfType(ProblemException.class, () -> parse(query, body))
                .problem();
    }
}
