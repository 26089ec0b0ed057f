package io.github.slackwater.ejb;

import java.util.List;

/**
 * Chooses the adapter for the server that this runs in. An adapter's class is loaded only where the classes that it needs
 * are visible to the deployment.
 */
final class ServerAdapters {

    private static final System.Logger LOG = System.getLogger(ServerAdapters.class.getName());

    /** The first class says which server it is, the others what of it the adapter calls. */
    private static final List<Candidate> KNOWN = List.of(
            new Candidate(
                    "io.github.slackwater.ejb.payara.PayaraAdapter",
                    List.of(
                            "fish.payara.boot.runtime.BootCommands",
                            "org.glassfish.internal.api.Globals",
                            "org.glassfish.internal.data.ApplicationInfo",
                            "com.sun.enterprise.deployment.WebBundleDescriptor")),
            new Candidate(
                    "io.github.slackwater.ejb.tomcat.TomcatAdapter",
                    List.of("org.apache.catalina.mapper.MapperListener", "org.apache.catalina.Server")));

    private ServerAdapters() {}

    static ServerAdapter choose(ClassLoader deployment) {
        return choose(deployment, KNOWN);
    }

    static ServerAdapter choose(ClassLoader deployment, List<Candidate> known) {
        for (Candidate candidate : known) {
            if (candidate.servers().stream().allMatch(name -> isVisible(name, deployment))) {
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

    private static boolean isVisible(String name, ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: {0} is not here", name);
            return false;
        }
    }

    /**
     * @param adapter the class of the adapter
     * @param servers classes of the server, all of which must be visible
     */
    record Candidate(String adapter, List<String> servers) {}
}
