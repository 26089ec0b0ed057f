package io.github.slackwater.cli;

import io.github.slackwater.core.LifecycleMXBean;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import javax.management.InstanceNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * Calls to a server, each with a time limit, and with failures turned into {@link CommandFailure}. An {@link
 * IllegalArgumentException} is the server's answer to a wrong argument and goes through.
 */
final class RemoteCalls {

    private final JmxAddress address;
    private final Duration limit;

    RemoteCalls(JmxAddress address, Duration limit) {
        this.address = address;
        this.limit = limit;
    }

    /** The same operations, bounded. A drain may take its timeout longer. */
    LifecycleMXBean bounded(LifecycleMXBean remote) {
        InvocationHandler handler =
                (proxy, method, arguments) -> call(limit(method, arguments), () -> invoke(remote, method, arguments));
        return (LifecycleMXBean) Proxy.newProxyInstance(
                RemoteCalls.class.getClassLoader(), new Class<?>[] {LifecycleMXBean.class}, handler);
    }

    /** One call within the limit. */
    <T> T call(Callable<T> call) {
        return call(limit, call);
    }

    private <T> T call(Duration within, Callable<T> call) {
        try {
            return TimeLimit.call(within, call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted while waiting for " + address.text(), e);
        } catch (IllegalArgumentException | CommandFailure e) {
            throw e;
        } catch (Exception e) {
            throw explain(
                    e instanceof UndeclaredThrowableException && e.getCause() instanceof Exception cause ? cause : e);
        }
    }

    private CommandFailure explain(Exception thrown) {
        if (thrown instanceof TimeoutException) {
            return lost("no answer within " + limit.toSeconds() + " s", thrown);
        }
        if (thrown instanceof IOException) {
            return lost(thrown.getClass().getSimpleName(), thrown);
        }
        if (thrown instanceof InstanceNotFoundException) {
            return new CommandFailure(
                    ExitCode.NOT_DEPLOYED,
                    "%s has gone from %s meanwhile (undeployed or redeployed)"
                            .formatted(thrown.getMessage(), address.text()),
                    thrown);
        }
        if (thrown instanceof SecurityException) {
            return new CommandFailure(
                    ExitCode.REFUSED,
                    "%s does not let this user do that (expected a user with read and write access)"
                            .formatted(address.text()),
                    thrown);
        }
        return new CommandFailure(ExitCode.FAILED, address.text() + " failed to answer: " + thrown, thrown);
    }

    private CommandFailure lost(String reason, Exception thrown) {
        return new CommandFailure(
                ExitCode.NO_CONNECTION, "the connection to %s was lost: %s".formatted(address.text(), reason), thrown);
    }

    private Duration limit(Method method, Object @Nullable [] arguments) {
        return method.getName().equals("drain") && arguments != null ? limit.plusSeconds((int) arguments[0]) : limit;
    }

    private static Object invoke(LifecycleMXBean remote, Method method, Object @Nullable [] arguments)
            throws Exception {
        try {
            return method.invoke(remote, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
