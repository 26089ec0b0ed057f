package io.github.slackwater.ejb;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Chooses the adapters for the server that this runs in. An adapter's class is loaded only where it is that server; where it
 * does not link to it all the same, the log says so.
 */
final class ServerAdapters {

    private static final System.Logger LOG = System.getLogger(ServerAdapters.class.getName());

    /** What of GlassFish its adapter calls. */
    private static final Predicate<ClassLoader> GLASSFISH = classes(
            "org.glassfish.internal.api.Globals",
            "org.glassfish.internal.data.ApplicationInfo",
            "com.sun.enterprise.deployment.WebBundleDescriptor");

    /** The class says which server it is. */
    private static final Predicate<ClassLoader> PAYARA =
            classes("fish.payara.boot.runtime.BootCommands").and(GLASSFISH);

    private static final Predicate<ClassLoader> WILDFLY = mbean("jboss.root:type=state");

    private static final List<Candidate> KNOWN = List.of(
            // Without Grizzly it does not link, which is said aloud: who runs Payara counts on its gate.
            new Candidate("io.github.slackwater.ejb.glassfish.PayaraGateAdapter", true, PAYARA),
            new Candidate("io.github.slackwater.ejb.glassfish.PayaraAdapter", false, PAYARA),
            new Candidate("io.github.slackwater.ejb.glassfish.GlassFishAdapter", false, GLASSFISH),
            // It finds itself what it calls: a deployment does not see it.
            new Candidate("io.github.slackwater.ejb.wildfly.WildFlyGateAdapter", true, WILDFLY),
            new Candidate("io.github.slackwater.ejb.wildfly.WildFlyAdapter", false, WILDFLY),
            new Candidate(
                    "io.github.slackwater.ejb.liberty.LibertyAdapter",
                    false,
                    mbean("WebSphere:feature=kernel,name=ServerInfo")),
            new Candidate(
                    "io.github.slackwater.ejb.tomcat.TomcatAdapter",
                    false,
                    classes("org.apache.catalina.mapper.MapperListener", "org.apache.catalina.Server")));

    private ServerAdapters() {}

    /**
     * The adapters that fit, to be tried one after the other; the last is the portable one.
     *
     * @param serverGate whether those with a server gate are wanted
     */
    static List<ServerAdapter> choose(ClassLoader deployment, boolean serverGate) {
        return choose(
                deployment,
                KNOWN.stream()
                        .filter(candidate -> serverGate || !candidate.serverGate())
                        .toList());
    }

    static List<ServerAdapter> choose(ClassLoader deployment, List<Candidate> known) {
        List<ServerAdapter> fitting = new ArrayList<>();
        for (Candidate candidate : known) {
            if (candidate.server().test(deployment)) {
                try {
                    fitting.add(Class.forName(candidate.adapter(), true, deployment)
                            .asSubclass(ServerAdapter.class)
                            .getDeclaredConstructor()
                            .newInstance());
                } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
                    Running.logNextInstead(candidate.adapter(), e.getCause() == null ? e : e.getCause());
                }
            }
        }
        fitting.add(new PortableAdapter());
        return List.copyOf(fitting);
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
     * @param serverGate whether it installs a server gate
     * @param server whether this is the server that it is for, seen from the deployment
     */
    record Candidate(String adapter, boolean serverGate, Predicate<ClassLoader> server) {}
}
