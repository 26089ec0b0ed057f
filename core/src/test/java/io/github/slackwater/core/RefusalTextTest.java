package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusalTextTest {

    private final RefusalText refusal = new RefusalText(Duration.ofSeconds(5));

    @Test
    void saysWhenToTryAgainAndThatNobodyIsToKeepIt() {
        assertThat(refusal.headers()).isEqualTo(Map.of("Retry-After", "5", "Cache-Control", "no-store"));
    }

    @Test
    void isTextForBrowsersAndJsonForThoseWhoAskForIt() {
        RefusalText.Body text = refusal.body(List.of());
        assertThat(text.contentType()).isEqualTo("text/plain;charset=UTF-8");
        assertThat(new String(text.bytes(), StandardCharsets.UTF_8)).contains("in 5 seconds");

        RefusalText.Body json = refusal.body(List.of("application/json"));
        assertThat(json.contentType()).isEqualTo("application/json");
        assertThat(new String(json.bytes(), StandardCharsets.UTF_8)).contains("\"retryAfterSeconds\":5");
    }
}
