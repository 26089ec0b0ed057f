package io.github.slackwater.ejb.wildfly.undertow;

import io.github.slackwater.core.RequestEnd;
import io.github.slackwater.core.RequestKind;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.handlers.ServletRequestContext;
import io.undertow.servlet.spec.HttpServletRequestImpl;
import io.undertow.servlet.spec.HttpServletResponseImpl;
import io.undertow.util.Headers;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/** A request that is being served, seen from outside of it. An exchange serves no second request. */
final class ServedExchange implements RequestEnd {

    private static final System.Logger LOG = System.getLogger(ServedExchange.class.getName());

    private final HttpServerExchange exchange;

    /** What it was when its thread went back to its pool. */
    private volatile RequestKind known = RequestKind.SYNC;

    ServedExchange(HttpServerExchange exchange) {
        this.exchange = exchange;
    }

    /** What it is, now that its thread returns: the only one so far that may read a header. */
    RequestKind returned() {
        if (exchange.isUpgrade()) {
            known = RequestKind.WEBSOCKET;
        } else if (exchange.isDispatched()) {
            known = isEventStream() ? RequestKind.SSE : RequestKind.ASYNC;
        }
        return known;
    }

    /**
     * Keeps an upgraded connection in flight, which outlives the exchange. To be called before the exchange is complete.
     *
     * @param released is called when the connection has closed, once
     */
    void keepUntilClosed(Runnable released) {
        AtomicBoolean open = new AtomicBoolean(true);
        exchange.getConnection().addCloseListener(closed -> release(open, released));
        if (!exchange.getConnection().isOpen()) {
            release(open, released);
        }
    }

    private static void release(AtomicBoolean open, Runnable released) {
        if (open.compareAndSet(true, false)) {
            released.run();
        }
    }

    /** The headers of an answer that is on its way do not change any more. */
    @Override
    public RequestKind kind() {
        RequestKind kind = known;
        return kind != RequestKind.WEBSOCKET && exchange.isResponseStarted() && isEventStream()
                ? RequestKind.SSE
                : kind;
    }

    private boolean isEventStream() {
        String type = exchange.getResponseHeaders().getFirst(Headers.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    }

    @Override
    public boolean end() {
        ServletRequestContext servlet = exchange.getAttachment(ServletRequestContext.ATTACHMENT_KEY);
        if (kind() == RequestKind.WEBSOCKET) {
            return UpgradedConnection.close(exchange, servlet);
        }
        HttpServletRequestImpl request = servlet == null ? null : servlet.getOriginalRequest();
        if (servlet != null && request != null && request.isAsyncStarted()) {
            return complete(servlet.getOriginalResponse(), request);
        }
        if (kind() == RequestKind.SSE) {
            // A thread writes it, or no servlet does: whoever writes learns of it as of a client that has gone.
            cut();
            return true;
        }
        return false;
    }

    private static boolean complete(@Nullable HttpServletResponseImpl response, HttpServletRequestImpl request) {
        try {
            if (response != null && !response.isCommitted()) {
                response.reset();
                response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
                // At once: whoever asks again is parked.
                response.setHeader("Retry-After", "0");
            }
            request.getAsyncContext().complete();
            return true;
        } catch (IllegalStateException answered) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: answered just before it was to be ended", answered);
            return false;
        }
    }

    @Override
    public void cut() {
        IoUtils.safeClose(exchange.getConnection());
    }
}
