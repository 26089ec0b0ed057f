package io.github.slackwater.ejb.wildfly.undertow;

import io.github.slackwater.core.ActiveRequest;
import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.core.ParkedRequest;
import io.github.slackwater.core.ParkingPlace;
import io.github.slackwater.core.RequestKind;
import io.github.slackwater.ejb.ServerGate;
import io.undertow.server.Connectors;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.Protocols;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the gate: parked perhaps, then served by a worker.
 *
 * <p>The permit goes back when the exchange is complete and the worker has returned, whichever comes last: the connection of
 * a client that leaves completes the exchange while the application still works. An upgraded connection keeps it until it is
 * closed.
 */
final class Passage implements ParkedRequest, ExchangeCompletionListener {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final HttpServerExchange exchange;
    private final HttpHandler next;
    private final ApplicationLifecycle application;
    private final ServedExchange served;

    /** One for the exchange, one for the worker, and one for an upgraded connection; at 0 for good. */
    private final AtomicInteger holds = new AtomicInteger(1);

    private volatile @Nullable ActiveRequest permit;
    private volatile @Nullable ParkingPlace place;
    private volatile Runnable unwatch = () -> {};

    Passage(HttpServerExchange exchange, HttpHandler next, ApplicationLifecycle application) {
        this.exchange = exchange;
        this.next = next;
        this.application = application;
        this.served = new ServedExchange(exchange);
    }

    /** On the thread that came with it, which is not to work on it: it reads from all connections, unless it is a worker. */
    void enter(ActiveRequest given) throws Exception {
        permit = given;
        holds.incrementAndGet();
        if (exchange.isInIoThread()) {
            given.detach(RequestKind.SYNC, this::cut);
            exchange.dispatch((HttpHandler) same -> serve(given));
        } else {
            serve(given);
        }
    }

    /** Outside of the call, so that whoever releases the request finds no thread in it. */
    void park(String path, ServerGate gate) {
        ParkingPlace given = application.park(exchange.getRequestMethod().toString(), path, this);
        place = given;
        unwatch = watch(gate, given);
        if (holds.get() == 0) {
            given.leave();
        }
        if (!given.isParked()) {
            unwatch.run();
        }
    }

    /** Of a stream of HTTP/2 that its client resets Undertow tells nobody; but it closes what the answer would be written to. */
    private Runnable watch(ServerGate gate, ParkingPlace given) {
        ServerConnection connection = exchange.getConnection();
        Runnable client = gate.watch(connection.getLocalAddress(), connection.getPeerAddress(), () -> abandon(given));
        if (!exchange.getProtocol().equals(Protocols.HTTP_2_0)) {
            return client;
        }
        Runnable stream = gate.every(LOOK, () -> {
            if (!Connectors.getConduitSinkChannel(exchange).isOpen() && given.leave()) {
                // Nobody reads it; but an answer is what completes the exchange.
                refuse();
            }
        });
        return () -> {
            client.run();
            stream.run();
        };
    }

    /** The client has left: the connection is closed, which completes the exchange. */
    private void abandon(ParkingPlace given) {
        if (given.leave()) {
            exchange.getIoThread().execute(this::cut);
        }
    }

    @Override
    public void admit(ActiveRequest given) {
        unwatch.run();
        permit = given;
        if (!holdIfNotComplete()) {
            given.leave();
            return;
        }
        try {
            exchange.dispatch((HttpHandler) same -> serve(given));
        } catch (RejectedExecutionException full) {
            // Nobody to serve it, and nothing answered yet: the client sees a connection that closes.
            release();
            cut();
        }
    }

    private boolean holdIfNotComplete() {
        // Before: held by the exchange.  Won: also by the worker.  Lost: asked again; complete meanwhile is 0.
        return holds.updateAndGet(held -> held == 0 ? 0 : held + 1) > 0;
    }

    private void serve(ActiveRequest given) throws Exception {
        try {
            given.attach();
            given.outside(served);
            if (given.announcing() && exchange.getProtocol().equals(Protocols.HTTP_1_1)) {
                exchange.setPersistent(false);
            }
            markAsCounted();
            next.handleRequest(exchange);
        } finally {
            // The thread goes back to its pool while the response may still be on its way.
            RequestKind kind = served.returned();
            if (kind == RequestKind.WEBSOCKET) {
                holds.incrementAndGet();
                served.keepUntilClosed(this::release);
            }
            given.detach(kind, this::cut);
            release();
        }
    }

    private void markAsCounted() {
        Map<String, String> attributes = exchange.getAttachment(HttpServerExchange.REQUEST_ATTRIBUTES);
        if (attributes == null) {
            attributes = new HashMap<>();
            exchange.putAttachment(HttpServerExchange.REQUEST_ATTRIBUTES, attributes);
        }
        // Undertow hands strings on, and no others.
        attributes.put(ServerGate.COUNTED, "true");
    }

    /** By the thread that writes to the connection, so that no worker is needed to say that there is none to spare. */
    @Override
    public void refuse() {
        unwatch.run();
        if (holds.get() > 0) {
            exchange.dispatch(
                    exchange.getIoThread(),
                    new Refusal(application.configuration().settings().retryAfter()));
        }
    }

    /** The one way to end it from outside; whoever writes to it learns of it as of a client that has gone. */
    private void cut() {
        served.cut();
    }

    /** Also when the connection has closed: one who is parked frees the place. */
    @Override
    public void exchangeEvent(HttpServerExchange complete, NextListener nextListener) {
        try {
            release();
            ParkingPlace given = place;
            if (given != null) {
                given.leave();
            }
            unwatch.run();
        } finally {
            nextListener.proceed();
        }
    }

    private void release() {
        if (holds.decrementAndGet() == 0) {
            ActiveRequest given = permit;
            if (given != null) {
                given.leave();
            }
        }
    }
}
