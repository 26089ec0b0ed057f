package io.github.slackwater.ejb.liberty;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import org.jspecify.annotations.Nullable;

/**
 * Hears that the server is about to stop, and holds that up while it drains.
 *
 * <p>A Liberty that stops, by {@code server stop} or by a signal, stops its OSGi framework. The first that hears of that is
 * a Bundle Event Hook (OSGi Core Release 8, section 57.3); the framework goes on when it returns. Liberty's own quiescing,
 * which closes the HTTP port at once, is a listener, and those come later (seen with Open Liberty 26.0.0.3). Applications
 * cannot see the framework's classes: the way to them leads through the class loader, which is itself loaded by a bundle.
 */
final class FrameworkStop implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(FrameworkStop.class.getName());

    private static final String OSGI = "org.osgi.framework.";

    /** {@code org.osgi.framework.BundleEvent.STOPPING}. */
    private static final int STOPPING = 0x100;

    /** The framework itself. */
    private static final long SYSTEM_BUNDLE = 0;

    /** Liberty registers a service of this type where it is told to stop by force, without quiescing. */
    private static final String BY_FORCE = "com.ibm.ws.kernel.launch.service.ForcedServerStop";

    private final ClassLoader framework;
    private final Object context;
    private final Runnable stopping;
    private @Nullable Object registration;

    private FrameworkStop(ClassLoader framework, Runnable stopping) throws ReflectiveOperationException {
        this.framework = framework;
        this.stopping = stopping;
        Object bundle = call("BundleReference", framework, "getBundle");
        this.context = call("Bundle", bundle, "getBundleContext");
    }

    /**
     * @param application a class loader that Liberty made for an application
     * @param stopping the stop waits for it
     * @throws ReflectiveOperationException or a RuntimeException, if Liberty is not as expected; nothing is left then
     */
    static FrameworkStop watch(ClassLoader application, Runnable stopping) throws ReflectiveOperationException {
        FrameworkStop stop = new FrameworkStop(application.getClass().getClassLoader(), stopping);
        stop.register();
        return stop;
    }

    private void register() throws ReflectiveOperationException {
        Object system = type("BundleContext").getMethod("getBundle", long.class).invoke(context, SYSTEM_BUNDLE);
        Class<?> hook = (Class<?>)
                type("Bundle").getMethod("loadClass", String.class).invoke(system, OSGI + "hooks.bundle.EventHook");
        Object service = Proxy.newProxyInstance(hook.getClassLoader(), new Class<?>[] {hook}, this::called);
        registration = type("BundleContext")
                .getMethod("registerService", String.class, Object.class, Dictionary.class)
                .invoke(context, hook.getName(), service, null);
    }

    private @Nullable Object called(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && proxy == arguments[0];
            case "toString" -> FrameworkStop.class.getName();
            default -> {
                if (arguments != null) {
                    hear(arguments[0]);
                }
                yield null;
            }
        };
    }

    /** What fails here is ours: it must not break the stop of the server. */
    private void hear(Object event) {
        try {
            if (call("BundleEvent", event, "getType").equals(STOPPING)
                    && call("Bundle", call("BundleEvent", event, "getBundle"), "getBundleId")
                            .equals(SYSTEM_BUNDLE)
                    && !isByForce()) {
                stopping.run();
            }
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.WARNING, "Slackwater: " + event + " could not be acted on", e);
        }
    }

    private boolean isByForce() throws ReflectiveOperationException {
        return type("BundleContext")
                        .getMethod("getServiceReference", String.class)
                        .invoke(context, BY_FORCE)
                != null;
    }

    @Override
    public void close() {
        if (registration == null) {
            return;
        }
        try {
            type("ServiceRegistration").getMethod("unregister").invoke(registration);
        } catch (InvocationTargetException gone) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: the framework has forgotten the hook already", gone);
        } catch (ReflectiveOperationException e) {
            LOG.log(System.Logger.Level.WARNING, "Slackwater: the hook could not be taken back", e);
        }
        registration = null;
    }

    private Object call(String type, Object target, String method) throws ReflectiveOperationException {
        Object result = type(type).getMethod(method).invoke(target);
        if (result == null) {
            throw new NoSuchMethodException(type + "." + method + ": null (expected a value)");
        }
        return result;
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return framework.loadClass(OSGI + name);
    }
}
