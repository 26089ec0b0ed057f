package io.github.slackwater.filter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What a client is told that comes to a closed gate. Nothing of its request is read but headers, and nothing is repeated.
 */
final class Refusal {

    private final String retryAfter;
    private final byte[] text;
    private final byte[] json;

    Refusal(Duration retryAfter) {
        this.retryAfter = Long.toString(retryAfter.toSeconds());
        String detail =
                "This application is draining and takes no new requests. Try again in " + this.retryAfter + " seconds.";
        this.text = (detail + "\n").getBytes(StandardCharsets.UTF_8);
        this.json = "{\"status\":503,\"title\":\"Service Unavailable\",\"detail\":\"%s\",\"retryAfterSeconds\":%s}\n"
                .formatted(detail, this.retryAfter)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The whole answer. */
    void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean asJson = Accept.prefersJson(request.getHeaders("Accept"));
        byte[] body = asJson ? json : text;
        status(response);
        response.setContentType(asJson ? "application/json" : "text/plain;charset=UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Its status and headers only; the response must not be committed. Servers drop the second header on HTTP/2. */
    void status(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", retryAfter);
        response.setHeader("Connection", "close");
        response.setHeader("Cache-Control", "no-store");
    }
}
