package io.github.slackwater.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlGuardTest {

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "Application/JSON ;x=y"})
    void jsonIsNoForm(String type) {
        assertThat(isForm("POST", Map.of("Content-Type", type, "Content-Length", "20")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "text/plain",
                "text/plain; application/json",
                "application/jsonp",
                ""
            })
    void whatAnHtmlFormCanPostIsRefusedEvenWhenEmpty(String type) {
        assertThat(isForm("POST", Map.of("Content-Type", type, "Content-Length", "0")))
                .isTrue();
    }

    @Test
    void aPostWithNothingInItNeedsNoType() {
        assertThat(isForm("POST", Map.of())).isFalse();
        assertThat(isForm("POST", Map.of("Content-Length", "0"))).isFalse();
    }

    @Test
    void aBodyOfNoTypeIsRefused() {
        assertThat(isForm("POST", Map.of("Content-Length", "2"))).isTrue();
        assertThat(isForm("POST", Map.of("Transfer-Encoding", "chunked"))).isTrue();
    }

    @Test
    void readingTakesNoBody() {
        assertThat(isForm("GET", Map.of("Content-Type", "text/plain"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/health", "/api/health/live", "/api/health/ready", "/api/health/started"})
    void healthIsOpenToEveryoneWhoOnlyReads(String path) {
        assertThat(ControlGuard.isHealth("GET", path)).isTrue();
        assertThat(ControlGuard.isHealth("POST", path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api", "/api/status", "/api/drain", "/api/healthy", "/api/health/", "/api/health/../drain"})
    void nothingElseIsOpen(String path) {
        assertThat(ControlGuard.isHealth("GET", path)).isFalse();
    }

    private static boolean isForm(String method, Map<String, String> headers) {
        return ControlGuard.isForm(FakeRequest.of(method, headers));
    }
}
