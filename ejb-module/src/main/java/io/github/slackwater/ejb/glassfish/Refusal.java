package io.github.slackwater.ejb.glassfish;

import io.github.slackwater.core.RefusalText;
import java.io.IOException;
import java.time.Duration;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.HttpStatus;

/** Tells a client whose request is not held, or not any longer. */
final class Refusal {

    private Refusal() {}

    /** @param retryAfterSeconds for the client, and for balancers */
    static void answer(Request request, Response response, long retryAfterSeconds) throws IOException {
        RefusalText text = new RefusalText(Duration.ofSeconds(retryAfterSeconds));
        RefusalText.Body body = text.body(request.getHeaders("Accept"));
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE_503);
        text.headers().forEach(response::setHeader);
        if (request.getProtocol() != Protocol.HTTP_2_0) {
            response.setHeader("Connection", "close");
        }
        response.setContentType(body.contentType());
        response.setContentLength(body.bytes().length);
        response.getOutputStream().write(body.bytes());
    }
}
