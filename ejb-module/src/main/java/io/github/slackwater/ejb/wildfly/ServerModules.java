package io.github.slackwater.ejb.wildfly;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Loads those classes of ours that link to WildFly's own, and finds the latter in WildFly's modules, which a deployment does
 * not see.
 *
 * <p>A deployment descriptor could name the modules. WildFly would warn of it at each deployment, since they are private,
 * and also where nobody wants a server gate; this way nothing of WildFly is touched until it is wanted.
 */
final class ServerModules extends ClassLoader {

    private static final String OURS = "io.github.slackwater.ejb.wildfly.undertow.";

    private static final List<String> MODULES = List.of(
            "org.wildfly.extension.undertow",
            "io.undertow.core",
            "io.undertow.servlet",
            "io.undertow.websocket",
            "org.jboss.as.server",
            "org.jboss.msc",
            "org.jboss.xnio");

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader deployment;
    private final List<ClassLoader> modules = new ArrayList<>();

    /** @throws IllegalStateException if this is no WildFly, or it has not all of the modules */
    ServerModules(ClassLoader deployment) {
        super(deployment);
        this.deployment = deployment;
        MODULES.forEach(name -> modules.add(module(name)));
    }

    /** By JBoss Modules, which runs the server and is no part of it: its classes are found where the JVM looks first. */
    private static ClassLoader module(String name) {
        try {
            Class<?> modules = Class.forName("org.jboss.modules.Module", false, ClassLoader.getSystemClassLoader());
            Object loader = modules.getMethod("getBootModuleLoader").invoke(null);
            Object module =
                    loader.getClass().getMethod("loadModule", String.class).invoke(loader, name);
            return (ClassLoader) modules.getMethod("getClassLoader").invoke(module);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no module " + name + ": " + (e.getCause() == null ? e : e.getCause()), e);
        }
    }

    /** The part that is in the server. */
    InServer inServer() {
        try {
            return loadClass(OURS + "UndertowGate")
                    .asSubclass(InServer.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    OURS + "UndertowGate: " + Optional.ofNullable(e.getCause()).orElse(e), e);
        }
    }

    /** Ours are in the deployment as well, but there they could not be linked. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream stream = deployment.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (stream == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = stream.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length, ServerModules.class.getProtectionDomain());
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": cannot be read", e);
        }
    }

    /** What the deployment has not. */
    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ClassNotFoundException nowhere = new ClassNotFoundException(name);
        for (ClassLoader module : modules) {
            try {
                return module.loadClass(name);
            } catch (ClassNotFoundException notThere) {
                nowhere.addSuppressed(notThere);
            }
        }
        throw nowhere;
    }
}
