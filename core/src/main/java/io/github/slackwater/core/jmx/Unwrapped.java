package io.github.slackwater.core.jmx;

import io.github.slackwater.core.LifecycleMXBean;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import javax.management.MBeanException;
import javax.management.ReflectionException;
import javax.management.RuntimeMBeanException;
import org.jspecify.annotations.Nullable;

/**
 * Gives a caller the exception that the MBean threw. Servers wrap it: the MBean server of Payara Server is a proxy itself,
 * and makes an {@link IllegalArgumentException} the fourth cause of an {@link UndeclaredThrowableException}.
 */
final class Unwrapped implements InvocationHandler {

    private final LifecycleMXBean operations;

    private Unwrapped(LifecycleMXBean operations) {
        this.operations = operations;
    }

    static LifecycleMXBean of(LifecycleMXBean operations) {
        return (LifecycleMXBean) Proxy.newProxyInstance(
                Unwrapped.class.getClassLoader(), new Class<?>[] {LifecycleMXBean.class}, new Unwrapped(operations));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(operations, arguments);
        } catch (InvocationTargetException e) {
            // What no operation declares arrives as an UndeclaredThrowableException with this as its cause.
            throw unwrap(e);
        }
    }

    private static Throwable unwrap(Throwable thrown) {
        Throwable inner = thrown;
        while (isWrapper(inner) && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    private static boolean isWrapper(Throwable thrown) {
        return thrown instanceof UndeclaredThrowableException
                || thrown instanceof InvocationTargetException
                || thrown instanceof RuntimeMBeanException
                || thrown instanceof MBeanException
                || thrown instanceof ReflectionException;
    }
}
