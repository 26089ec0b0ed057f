package io.github.slackwater.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Bearer", "Digest x=y", "Basic !!!", "Basic bm8tY29sb24=", " Bearer x"})
    void whatIsNotUnderstoodIsNone(@Nullable String header) {
        assertThat(Credentials.of(header)).isEqualTo(new Credentials.None());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer s3cret", "bearer s3cret", "BEARER  s3cret "})
    void theSchemeIsReadInAnyCase(String header) {
        assertThat(Credentials.of(header)).isEqualTo(new Credentials.Bearer("s3cret"));
    }

    @Test
    void aPasswordMayHoldColonsAndAnyLetter() {
        String pair = Base64.getEncoder().encodeToString("zoë:a:b:ü".getBytes(StandardCharsets.UTF_8));

        assertThat(Credentials.of("Basic " + pair)).isEqualTo(new Credentials.Basic("zoë", "a:b:ü"));
    }

    @Test
    void onlyTheWholeTokenMatches() {
        Credentials.Bearer bearer = new Credentials.Bearer("s3cret");

        assertThat(bearer.matches("s3cret")).isTrue();
        for (String other : new String[] {"", "s3cre", "s3cret ", "S3cret", "s3crets"}) {
            assertThat(bearer.matches(other)).as(other).isFalse();
        }
    }

    @Test
    void noSecretIsPrinted() {
        assertThat(new Credentials.Bearer("s3cret")).asString().doesNotContain("s3cret");
        assertThat(new Credentials.Basic("zoe", "s3cret")).asString().doesNotContain("s3cret");
    }
}
