package io.github.slackwater.ejb;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Chooses the adapter for the server that this runs in. An adapter's class is loaded only where it is that server, and all
 * that the adapter calls is visible to the deployment.
 */
final class ServerAdapters {

    private static final System.Logger LOG = System.getLogger(ServerAdapters.class.getName());

    private static final List<Candidate> KNOWN = List.of(
            // The first class says which server it is, the others what of it the adapter calls.
            new Candidate(
                    "io.github.slackwater.ejb.glassfish.PayaraAdapter",
                    classes(
                            "fish.payara.boot.runtime.BootCommands",
                            "org.glassfish.internal.api.Globals",
                            "org.glassfish.internal.data.ApplicationInfo",
                            "com.sun.enterprise.deployment.WebBundleDescriptor")),
            new Candidate(
                    "io.github.slackwater.ejb.glassfish.GlassFishAdapter",
                    classes(
                            "org.glassfish.internal.api.Globals",
                            "org.glassfish.internal.data.ApplicationInfo",
                            "com.sun.enterprise.deployment.WebBundleDescriptor")),
            new Candidate("io.github.slackwater.ejb.wildfly.WildFlyAdapter", mbean("jboss.root:type=state")),
            new Candidate(
                    "io.github.slackwater.ejb.liberty.LibertyAdapter",
                    mbean("WebSphere:feature=kernel,name=ServerInfo")),
            new Candidate(
                    "io.github.slackwater.ejb.tomcat.TomcatAdapter",
                    classes("org.apache.catalina.mapper.MapperListener", "org.apache.catalina.Server")));

    private ServerAdapters() {}

    static ServerAdapter choose(ClassLoader deployment) {
        return choose(deployment, KNOWN);
    }

    static ServerAdapter choose(ClassLoader deployment, List<Candidate> known) {
        for (Candidate candidate : known) {
            if (candidate.server().test(deployment)) {
                try {
                    return Class.forName(candidate.adapter(), true, deployment)
                            .asSubclass(ServerAdapter.class)
                            .getDeclaredConstructor()
                            .newInstance();
                } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
                    Running.logPortableInstead(candidate.adapter(), e.getCause() == null ? e : e.getCause());
                }
            }
        }
        return new PortableAdapter();
    }

    /** Whether all of these are visible to the deployment. */
    static Predicate<ClassLoader> classes(String... names) {
        return deployment -> Arrays.stream(names).allMatch(name -> isVisible(name, deployment));
    }

    static boolean isVisible(String name, ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: {0} is not here", name);
            return false;
        }
    }

    /** Whether the JVM has this MBean: for an adapter that needs no class of the server. */
    static Predicate<ClassLoader> mbean(String name) {
        try {
            ObjectName parsed = new ObjectName(name);
            return deployment -> ManagementFactory.getPlatformMBeanServer().isRegistered(parsed);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(name + ": no name of an MBean", e);
        }
    }

    /**
     * @param adapter the class of the adapter
     * @param server whether this is the server that it is for, seen from the deployment
     */
    record Candidate(String adapter, Predicate<ClassLoader> server) {}
}
