package io.github.slackwater.filter;

import io.github.slackwater.core.RefusalText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** Tells a client that comes to a closed gate. Nothing of its request is read but headers. */
final class Refusal {

    private final RefusalText text;

    Refusal(Duration retryAfter) {
        this.text = new RefusalText(retryAfter);
    }

    /** The whole answer. */
    void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Enumeration<String> accept = request.getHeaders("Accept");
        RefusalText.Body body = text.body(accept == null ? List.of() : Collections.list(accept));
        status(response);
        response.setContentType(body.contentType());
        response.setContentLength(body.bytes().length);
        response.getOutputStream().write(body.bytes());
    }

    /** Its status and headers only; the response must not be committed. Servers drop {@code Connection} on HTTP/2. */
    void status(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Connection", "close");
        text.headers().forEach(response::setHeader);
    }
}
