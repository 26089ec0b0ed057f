package io.github.slackwater.web;

import io.github.slackwater.core.LifecycleMXBean;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What {@code POST drain} asks for: a JSON body such as {@code {"timeoutSeconds": 30, "wait": true}}, or the same names as
 * query parameters; where both name a value the body's applies. What is not understood is refused, not passed over: a
 * typing error must not drain with another timeout than was meant.
 *
 * @param timeoutSeconds when the drain counts as timed out, 0 to 86400; 0 for never
 * @param waits whether the answer comes when the drain has ended
 */
record DrainRequest(int timeoutSeconds, boolean waits) {

    static final int DEFAULT_TIMEOUT_SECONDS = 30;

    private static final String TIMEOUT_SECONDS = "timeoutSeconds";
    private static final String WAIT = "wait";
    private static final int MAX_BODY_BYTES = 8_192;

    static DrainRequest parse(Map<String, List<String>> query, InputStream body) throws IOException {
        DrainRequest request = new DrainRequest(DEFAULT_TIMEOUT_SECONDS, false);
        for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
            for (String value : parameter.getValue()) {
                request = request.with(parameter.getKey(), fromQuery(value), value);
            }
        }
        for (Map.Entry<String, JsonValue> member : read(body).entrySet()) {
            request = request.with(
                    member.getKey(), member.getValue(), member.getValue().toString());
        }
        return request;
    }

    private DrainRequest with(String name, JsonValue value, String sent) {
        return switch (name) {
            case TIMEOUT_SECONDS -> new DrainRequest(seconds(value, sent), waits);
            case WAIT -> new DrainRequest(timeoutSeconds, flag(value, sent));
            default -> throw bad(name, sent, "only " + TIMEOUT_SECONDS + " and " + WAIT);
        };
    }

    private static int seconds(JsonValue value, String sent) {
        String expected = "0.." + LifecycleMXBean.MAX_TIMEOUT_SECONDS;
        if (!(value instanceof JsonNumber number) || !number.isIntegral()) {
            throw bad(TIMEOUT_SECONDS, sent, expected);
        }
        try {
            int seconds = number.intValueExact();
            if (seconds >= 0 && seconds <= LifecycleMXBean.MAX_TIMEOUT_SECONDS) {
                return seconds;
            }
        } catch (ArithmeticException e) {
            // Beyond an int is out of range like any other.
        }
        throw bad(TIMEOUT_SECONDS, sent, expected);
    }

    private static boolean flag(JsonValue value, String sent) {
        return switch (value.getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            default -> throw bad(WAIT, sent, "true or false");
        };
    }

    private static JsonValue fromQuery(String value) {
        if (value.equals("true") || value.equals("false")) {
            return value.equals("true") ? JsonValue.TRUE : JsonValue.FALSE;
        }
        return value.matches("-?[0-9]{1,9}") ? Json.createValue(Integer.parseInt(value)) : Json.createValue(value);
    }

    private static JsonObject read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MAX_BODY_BYTES + 1);
        if (bytes.length > MAX_BODY_BYTES) {
            throw new ProblemException(
                    new Problem(413, "body: more than %d bytes (expected less)".formatted(MAX_BODY_BYTES)));
        }
        if (bytes.length == 0) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        if (parsed(bytes) instanceof JsonObject object) {
            return object;
        }
        throw new ProblemException(new Problem(400, "body: not an object (expected {\"timeoutSeconds\": 30})"));
    }

    private static JsonValue parsed(byte[] bytes) {
        try (JsonReader reader = Json.createReader(new StringReader(new String(bytes, StandardCharsets.UTF_8)))) {
            return reader.readValue();
        } catch (RuntimeException e) {
            // Parsson throws others than JsonException at an exponent beyond an int and at a thousand nested arrays.
            throw new ProblemException(new Problem(
                    400,
                    "body: not JSON, %s (expected {\"timeoutSeconds\": 30})"
                            .formatted(Shown.of(String.valueOf(e.getMessage())))));
        }
    }

    private static ProblemException bad(String name, String sent, String expected) {
        return new ProblemException(
                new Problem(400, "%s: %s (expected %s)".formatted(Shown.of(name), Shown.of(sent), expected)));
    }
}
