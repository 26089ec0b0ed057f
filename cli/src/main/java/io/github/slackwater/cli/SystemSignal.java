package io.github.slackwater.cli;

import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A signal that is caught, by {@code sun.misc.Signal}. Every JDK has that class, but javac warns of it, and a warning is an error
 * here: hence by reflection.
 */
final class SystemSignal implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SystemSignal.class.getName());

    private final String name;
    private final Object signal;
    private final @Nullable Object before;

    private SystemSignal(String name, IntConsumer handler) throws ReflectiveOperationException {
        this.name = name;
        signal = Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance(name);
        int number = (int) signal.getClass().getMethod("getNumber").invoke(signal);
        // The JDK calls no other method of a handler than the one of its interface.
        before = handle(Proxy.newProxyInstance(
                SystemSignal.class.getClassLoader(), new Class<?>[] {handlerType()}, (self, method, arguments) -> {
                    handler.accept(number);
                    return null;
                }));
    }

    /**
     * From now on. One that was ignored when the JVM began, as by {@code nohup}, stays so.
     *
     * @param name such as {@code "INT"}
     * @param handler gets the signal's number, each time in a thread of its own
     * @return empty where this JVM, or the system, does not let it be caught
     */
    static Optional<SystemSignal> caught(String name, IntConsumer handler) {
        try {
            return Optional.of(new SystemSignal(name, handler));
        } catch (ReflectiveOperationException e) {
            LOG.log(System.Logger.Level.DEBUG, "SIG" + name + " cannot be caught: it ends this command at once", e);
            return Optional.empty();
        }
    }

    private @Nullable Object handle(@Nullable Object handler) throws ReflectiveOperationException {
        return signal.getClass()
                .getMethod("handle", signal.getClass(), handlerType())
                .invoke(null, signal, handler);
    }

    private static Class<?> handlerType() throws ClassNotFoundException {
        return Class.forName("sun.misc.SignalHandler");
    }

    /** As it was before. */
    @Override
    public void close() {
        try {
            Object ours = handle(before);
            assert ours != null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("SIG" + name + " was caught, and cannot be left alone again", e);
        }
    }
}
