package io.github.slackwater.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.LifecycleMXBean;
import jakarta.json.Json;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Everything that reads a request to the control interface, with a great many inputs that nobody expects. How many, says the
 * system property {@code fuzz.inputs}; the seed stands in the failure.
 */
@Timeout(1_800)
class GarbageTest {

    private static final long SEED = Long.getLong("fuzz.seed", 20_261_126);
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 5_000);

    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "{\"timeoutSeconds\": ",
        "{\"wait\": ",
        "timeoutSeconds",
        "wait",
        "true",
        "false",
        "null",
        "30",
        "-1",
        "1.0",
        "1e2",
        "1e999999999",
        "1e-999999999",
        "99999999999999999999",
        "\\u0000",
        "\\",
        "\u0000",
        "\n",
        "\r\n",
        "\u001b[31m",
        "<script>alert(1)</script>",
        "\u202e",
        "\ud800",
        "\ufffd",
        "\u00e9",
        "Bearer ",
        "Basic ",
        "bearer",
        "http://",
        "https://",
        "127.0.0.1",
        ":8080",
        "://",
        "@",
        "%",
        "%zz",
        " ",
        "/",
        "..",
        "same-origin",
        "application/json",
        "; charset=",
        "shop",
        "*",
        "?",
        "="
    };

    private final Random random = new Random(SEED);
    private final MBeanServer mbeans = MBeanServerFactory.newMBeanServer();

    @Test
    void anyBodyAndQueryIsUnderstoodOrRefusedInWords() {
        each(text -> {
            Map<String, List<String>> query = random.nextBoolean()
                    ? Map.of()
                    : Map.of(random.nextBoolean() ? "timeoutSeconds" : text, List.of(text));
            try {
                DrainRequest request = DrainRequest.parse(query, new ByteArrayInputStream(bytes(text)));
                assertThat(request.timeoutSeconds()).isBetween(0, LifecycleMXBean.MAX_TIMEOUT_SECONDS);
            } catch (ProblemException e) {
                assertThat(e.problem().status()).isIn(400, 413);
                isHarmless(e.problem().toJson());
            }
        });
    }

    @Test
    void anyNumberIsUnderstoodOrRefusedInWords() {
        each(text -> {
            String number = random.nextLong() + "e" + random.nextInt();
            try {
                DrainRequest.parse(Map.of(), new ByteArrayInputStream(bytes("{\"timeoutSeconds\": " + number + "}")));
            } catch (ProblemException e) {
                assertThat(e.problem().status()).isEqualTo(400);
            }
        });
    }

    @Test
    void aBodyNestedWithoutEndIsRefusedInWords() {
        each(
                text -> {
                    String nested = "{\"a\":".repeat(random.nextInt(700)) + "[".repeat(random.nextInt(4_000)) + text;
                    try {
                        DrainRequest.parse(Map.of(), new ByteArrayInputStream(bytes(nested)));
                    } catch (ProblemException e) {
                        isHarmless(e.problem().toJson());
                    }
                },
                INPUTS / 100);
    }

    @Test
    void anyCredentialsAreRefused() {
        Access access = new Access(key -> "a token that nobody guesses");
        each(text -> {
            String header =
                    random.nextBoolean() ? text : "Basic " + Base64.getEncoder().encodeToString(bytes(text));
            Problem refusal = access.refusal(new Access.Caller() {
                @Override
                public boolean isAdmin() {
                    return false;
                }

                @Override
                public String authorization() {
                    return header;
                }

                @Override
                public boolean isAdmin(String user, String password) {
                    return false;
                }
            });
            isHarmless(Objects.requireNonNull(refusal).toJson());
        });
    }

    @Test
    void anyOriginIsAnotherSite() {
        each(text -> assertThat(CrossSite.isCrossSite(null, text, "this.very.host:8080", false))
                .isTrue());
    }

    @Test
    void anyContentTypeIsLookedAt() {
        each(text -> {
            Map<String, String> headers = new HashMap<>();
            headers.put("Content-Type", text);
            boolean form = ControlGuard.isForm(FakeRequest.of("POST", headers));
            assertThat(form || text.toLowerCase(Locale.ROOT).contains("json")).isTrue();
        });
    }

    @Test
    void anyNameOfAnApplicationIsUnknownInWords() {
        each(text -> {
            isHarmless(Readiness.ofApplication(mbeans, text).toJson());
            isHarmless(Problem.unknownApplication(text, List.of("shop")).toJson());
        });
    }

    /** What a browser, a terminal or a log could take for more than text. */
    private static void isHarmless(String json) {
        Json.createReader(new StringReader(json)).readObject();
        assertThat(json).hasSizeLessThan(2_000).doesNotContain("<", ">", "\n", "\r", "\u001b", "\u0000", "\u202e");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String text() {
        int kind = random.nextInt(1_000);
        if (kind == 0) {
            return PIECES[random.nextInt(PIECES.length)].repeat(1 + 65_536 / 4);
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(9); i >= 0; i--) {
            text.append(
                    random.nextInt(6) == 0
                            ? String.valueOf((char) random.nextInt(Character.MAX_VALUE + 1))
                            : PIECES[random.nextInt(PIECES.length)]);
        }
        return kind == 1 ? "" : text.toString();
    }

    private interface Check {
        void accept(String text) throws Exception;
    }

    private void each(Check check) {
        each(check, INPUTS);
    }

    private void each(Check check, int inputs) {
        for (int input = 0; input < inputs; input++) {
            String text = text();
            try {
                check.accept(text);
            } catch (Exception | AssertionError | StackOverflowError e) {
                throw new AssertionError("seed %d, input %d: %s".formatted(SEED, input, Shown.of(text)), e);
            }
        }
    }
}
