package io.github.slackwater.ejb.wildfly.undertow;

import io.github.slackwater.core.RefusalText;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Protocols;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/** Tells a client whose request is not held, or not any longer. */
final class Refusal implements HttpHandler {

    private final RefusalText text;

    /** @param retryAfter for the client, and for balancers */
    Refusal(Duration retryAfter) {
        this.text = new RefusalText(retryAfter);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        HeaderValues accept = exchange.getRequestHeaders().get(Headers.ACCEPT);
        RefusalText.Body body = text.body(accept == null ? List.of() : accept);
        exchange.setStatusCode(StatusCodes.SERVICE_UNAVAILABLE);
        text.headers().forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, body.contentType());
        // Undertow says Connection: close by itself then; HTTP/2 knows no such header.
        if (!exchange.getProtocol().equals(Protocols.HTTP_2_0)) {
            exchange.setPersistent(false);
        }
        exchange.getResponseSender().send(ByteBuffer.wrap(body.bytes()));
    }
}
