package io.github.slackwater.ejb.glassfish;

import io.github.slackwater.ejb.ServerGate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.HttpStatus;

/** What a client is told whose request is not held any longer. */
final class Refusal {

    private Refusal() {}

    /** @param retryAfterSeconds for the client, and for balancers */
    static void answer(Response response, long retryAfterSeconds) throws IOException {
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE_503);
        response.setHeader("Retry-After", Long.toString(retryAfterSeconds));
        response.setHeader("Connection", "close");
        response.setContentType("text/plain;charset=UTF-8");
        response.setContentLength(ServerGate.REFUSAL.getBytes(StandardCharsets.UTF_8).length);
        response.getWriter().write(ServerGate.REFUSAL);
    }
}
