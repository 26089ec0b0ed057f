package io.github.slackwater.ejb.wildfly.undertow;

import io.github.slackwater.core.ActiveRequest;
import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.ejb.ServerGate;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import org.wildfly.extension.undertow.UndertowFilter;

/** Stands first on a host, before paths are mapped to applications: lets a request pass, or parks it. */
final class GateFilter implements UndertowFilter {

    private final ServerGate gate;

    GateFilter(ServerGate gate) {
        this.gate = gate;
    }

    /** Before all other filters; only the access log comes earlier, and so knows of what is refused. */
    @Override
    public int getPriority() {
        return Integer.MIN_VALUE;
    }

    @Override
    public HttpHandler wrap(HttpHandler next) {
        return exchange -> pass(exchange, next);
    }

    private void pass(HttpServerExchange exchange, HttpHandler next) throws Exception {
        // Decoded, without path parameters; on a host, paths are mapped by nothing else.
        String path = exchange.getRelativePath();
        ApplicationLifecycle application = gate.find(path);
        if (application == null) {
            next.handleRequest(exchange);
            return;
        }
        Passage passage = new Passage(exchange, next, application);
        exchange.addExchangeCompleteListener(passage);
        ActiveRequest permit = application.tryEnter(exchange.getRequestMethod().toString(), path);
        if (permit == null) {
            exchange.dispatch(SameThreadExecutor.INSTANCE, (Runnable) () -> passage.park(path, gate));
        } else {
            passage.enter(permit);
        }
    }
}
