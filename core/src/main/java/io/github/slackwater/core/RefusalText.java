package io.github.slackwater.core;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * What a client is told that is not let in, by whichever adapter: 503 with these headers and one of two bodies. Nothing of its
 * request is repeated. Immutable.
 */
public final class RefusalText {

    private final Map<String, String> headers;
    private final Body text;
    private final Body json;

    /** @param retryAfter when to try again, in whole seconds */
    public RefusalText(Duration retryAfter) {
        String seconds = Long.toString(retryAfter.toSeconds());
        String detail = "This application is draining and takes no new requests. Try again in " + seconds + " seconds.";
        headers = Map.of("Retry-After", seconds, "Cache-Control", "no-store");
        text = new Body("text/plain;charset=UTF-8", detail + "\n");
        json = new Body(
                "application/json",
                "{\"status\":503,\"title\":\"Service Unavailable\",\"detail\":\"%s\",\"retryAfterSeconds\":%s}\n"
                        .formatted(detail, seconds));
    }

    /**
     * Beside type and length of the body; and beside {@code Connection: close}, which HTTP/2 does not know (RFC 9113, section
     * 8.2.2).
     */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * JSON for those who like that best, text for browsers and all others.
     *
     * @param accept the values of the request's {@code Accept} headers; empty where it has none
     */
    public Body body(Iterable<String> accept) {
        return Accept.prefersJson(accept) ? json : text;
    }

    /** A body and its type. */
    public static final class Body {
        private final String contentType;
        private final byte[] bytes;

        private Body(String contentType, String text) {
            this.contentType = contentType;
            this.bytes = text.getBytes(StandardCharsets.UTF_8);
        }

        public String contentType() {
            return contentType;
        }

        /** A copy. */
        public byte[] bytes() {
            return bytes.clone();
        }
    }
}
