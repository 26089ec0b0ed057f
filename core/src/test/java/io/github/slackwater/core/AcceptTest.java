package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {

    private static boolean json(String... headers) {
        return Accept.prefersJson(List.of(headers));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON; charset=utf-8",
                "application/problem+json",
                "application/json, text/plain, */*",
                "text/html;q=0.5, application/json;q=0.9",
                "image/png, application/json",
                "application/json;q=high",
            })
    void jsonForThoseWhoNameItFirst(String header) {
        assertThat(json(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "text/plain",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "text/plain, application/json",
                "application/json;q=0",
                "application/json;q=0.1, */*",
                "application/jsonp",
                ";,;q",
            })
    void textForAllOthers(String header) {
        assertThat(json(header)).isFalse();
    }

    @Test
    void theHeaderMayComeInPartsOrNotAtAll() {
        assertThat(json("text/html;q=0.2", "application/json")).isTrue();
        assertThat(json()).isFalse();
    }
}
