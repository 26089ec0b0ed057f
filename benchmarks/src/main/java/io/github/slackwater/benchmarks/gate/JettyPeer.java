package io.github.slackwater.benchmarks.gate;

import java.lang.reflect.Proxy;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;

/** Jetty's {@link GracefulHandler}, around a handler that keeps the callback until the request ends. */
final class JettyPeer extends Peer {

    private final ThreadLocal<Callback[]> given = ThreadLocal.withInitial(() -> new Callback[1]);
    private final GracefulHandler handler = new GracefulHandler(new Handler.Abstract.NonBlocking() {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            given.get()[0] = callback;
            return true;
        }
    });
    private final Request request = nothing(Request.class);
    private final Response response = nothing(Response.class);

    JettyPeer() {
        try {
            handler.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    Object enter() {
        try {
            handler.handle(request, response, Callback.NOOP);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return given.get()[0];
    }

    @Override
    void leave(Object permit) {
        ((Callback) permit).succeeded();
    }

    @Override
    void drain() throws Exception {
        handler.shutdown().get();
    }

    private static <T> T nothing(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            throw new UnsupportedOperationException(method.toString());
        }));
    }
}
