package io.github.slackwater.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void itSaysWhatWasWrong() {
        assertThat(new Problem(400, "timeoutSeconds: \"x\" (expected 0..86400)").toJson())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                        + "\"detail\":\"timeoutSeconds: \\\"x\\\" (expected 0..86400)\"}");
    }

    @Test
    void anUnknownApplicationComesWithThoseThatAreKnown() {
        assertThat(Problem.unknownApplication("<shp>", List.of("bank", "shop")).toJson())
                .contains("\"status\":404", "application: \\\\u003cshp\\\\u003e (expected one of known)")
                .endsWith("\"known\":[\"bank\",\"shop\"]}");
        assertThat(Problem.unknownApplication("shop", List.of()).toJson())
                .contains("application: shop (expected nothing, since none is covered)")
                .doesNotContain("\"known\"");
    }
}
