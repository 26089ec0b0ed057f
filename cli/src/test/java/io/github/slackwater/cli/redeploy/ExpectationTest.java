package io.github.slackwater.cli.redeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectationTest {

    private static final URI URL = URI.create("http://localhost:8080/shop/version");

    @Test
    void anAnswerIsAsExpectedWithStatusTextAndHeader() {
        Expectation expected = expectation(200, "\"2.0\"", "X-Version=2.0");

        assertThat(expected.mismatch(reply(200, "{\"version\":\"2.0\"}", "x-version", "2.0")))
                .isNull();
        assertThat(expected.match())
                .isEqualTo(URL + " answers 200, with the text \"2.0\", with the header X-Version=2.0");
    }

    @Test
    void whatIsWrongIsNamedWithWhatWasExpected() {
        Expectation expected = expectation(200, "\"2.0\"", "X-Version=2.0");

        assertThat(expected.mismatch(reply(404, "", "X-Version", "2.0")))
                .isEqualTo(URL + " answers 404 (expected 200)");
        assertThat(expected.mismatch(reply(200, "\"1.0\"", "X-Version", "2.0")))
                .isEqualTo(URL + " answers 200, but without the text \"2.0\"");
        assertThat(expected.mismatch(reply(200, "\"2.0\"", "X-Version", "1.0")))
                .isEqualTo(URL + " answers 200, but its header X-Version is 1.0 (expected 2.0)");
        assertThat(expected.mismatch(reply(200, "\"2.0\"", "X-Other", "2.0")))
                .isEqualTo(URL + " answers 200, but has no header X-Version (expected 2.0)");
    }

    @ParameterizedTest
    @CsvSource({"0, 200", "404, 200", "500, 200", "503, 200", "200, 200", "302, 302", "401, 401"})
    void aVersionThatAnsweredBadlyBeforeHasToAnswerAsAGoodOne(int before, int expected) {
        assertThat(expectation(200, "2.0", "X-Version=2.0").asBefore(before))
                .isEqualTo(expectation(expected, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:8080/shop", "ftp://localhost/", "http:///shop", "http://a:b@localhost/", "http://a b/"
            })
    void whatIsNoAddressIsNamed(String text) {
        assertThatThrownBy(() -> Expectation.address("--url", text))
                .isInstanceOf(RedeployFailure.class)
                .hasMessage("--url: %s (expected http://... or https://...)".formatted(text));
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        assertThatThrownBy(() -> expectation(99, null, null)).hasMessage("--expect-status: 99 (expected 100..599)");
        assertThatThrownBy(() -> expectation(600, null, null)).hasMessage("--expect-status: 600 (expected 100..599)");
        assertThatThrownBy(() -> expectation(200, null, "X-Version"))
                .hasMessage("--expect-header: X-Version (expected NAME=VALUE)");
        assertThatThrownBy(() -> new Expectation(URL, 200, null, null, Duration.ZERO))
                .hasMessage("--verify-timeout: 0 (expected 1..86400)");
    }

    private static Expectation expectation(int status, @Nullable String text, @Nullable String header) {
        return new Expectation(URL, status, text, header, Duration.ofSeconds(30));
    }

    private static Expectation.Reply reply(int status, String body, String header, String value) {
        return new Expectation.Reply(
                status, HttpHeaders.of(Map.of(header, List.of(value)), (name, each) -> true), body);
    }
}
