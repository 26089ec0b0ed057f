package io.github.slackwater.benchmarks.gate;

import io.undertow.server.handlers.GracefulShutdownHandler;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.LongUnaryOperator;

/**
 * Undertow's {@link GracefulShutdownHandler}: its own counter and its own way out, reached from outside. An exchange, which it would
 * register a listener with, is left out: that makes it cheaper than it is in a server.
 */
final class UndertowPeer extends Peer {

    private static final AtomicLongFieldUpdater<GracefulShutdownHandler> STATE;
    private static final LongUnaryOperator INCREMENT;
    private static final MethodHandle DECREMENT;

    static {
        try {
            STATE = updater(field("stateUpdater"));
            INCREMENT = (LongUnaryOperator) field("incrementActive");
            DECREMENT = MethodHandles.privateLookupIn(GracefulShutdownHandler.class, MethodHandles.lookup())
                    .findVirtual(GracefulShutdownHandler.class, "decrementRequests", MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final GracefulShutdownHandler handler = new GracefulShutdownHandler(exchange -> {});

    @Override
    Object enter() {
        STATE.updateAndGet(handler, INCREMENT);
        return handler;
    }

    @Override
    void leave(Object permit) {
        try {
            DECREMENT.invokeExact((GracefulShutdownHandler) permit);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void drain() throws Exception {
        handler.shutdown();
        handler.awaitShutdown();
    }

    private static Object field(String name) throws ReflectiveOperationException {
        Field field = GracefulShutdownHandler.class.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(null);
    }

    @SuppressWarnings("unchecked") // that is what the field holds
    private static AtomicLongFieldUpdater<GracefulShutdownHandler> updater(Object value) {
        return (AtomicLongFieldUpdater<GracefulShutdownHandler>) value;
    }
}
