package io.github.slackwater.ejb.wildfly.undertow;

import io.github.slackwater.ejb.ServerGate;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Protocols;
import io.undertow.util.StatusCodes;
import java.time.Duration;

/** What a client is told whose request is not held any longer. */
final class Refusal implements HttpHandler {

    private final Duration retryAfter;

    /** @param retryAfter for the client, and for balancers */
    Refusal(Duration retryAfter) {
        this.retryAfter = retryAfter;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.setStatusCode(StatusCodes.SERVICE_UNAVAILABLE);
        exchange.getResponseHeaders()
                .put(Headers.RETRY_AFTER, Long.toString(retryAfter.toSeconds()))
                .put(Headers.CONTENT_TYPE, "text/plain;charset=UTF-8");
        // Undertow says Connection: close by itself then; HTTP/2 knows no such header.
        if (!exchange.getProtocol().equals(Protocols.HTTP_2_0)) {
            exchange.setPersistent(false);
        }
        exchange.getResponseSender().send(ServerGate.REFUSAL);
    }
}
