package io.github.slackwater.ejb.wildfly;

import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * One {@code proxy} of WildFly's subsystem {@code modcluster}, by its management operations, as the MBean server of WildFly shows
 * them. They take no lock of the management, so that they work while a deployment is under way.
 *
 * @param name of its MBean
 */
record ModClusterProxy(MBeanServer mbeans, ObjectName name) {

    private static final System.Logger LOG = System.getLogger(ModClusterProxy.class.getName());

    private static final ObjectName PROXIES = objectName("jboss.as:subsystem=modcluster,proxy=*");
    private static final ObjectName HOSTS = objectName("jboss.as:subsystem=undertow,server=*,host=*");
    private static final ObjectName UNDERTOW = objectName("jboss.as:subsystem=undertow");

    /**
     * How long mod_cluster goes on sending requests of sessions to an application with sessions, once those without one go
     * elsewhere. 0 would mean for ever.
     */
    private static final Integer SESSIONS_SECONDS = 1;

    /** Those of this server: none where it has no such subsystem. */
    static List<ModClusterProxy> all(MBeanServer mbeans) {
        return mbeans.queryNames(PROXIES, null).stream()
                .map(name -> new ModClusterProxy(mbeans, name))
                .toList();
    }

    /** What each of its balancers that answers says. */
    List<ProxyInfo> balancers() {
        List<ProxyInfo> balancers = new ArrayList<>();
        // By turns the address of a balancer, and what it says, or null.
        if (invoke("readProxiesInfo", new Object[] {}, new String[] {}) instanceof String[] answers) {
            for (int i = 1; i < answers.length; i += 2) {
                if (answers[i] != null) {
                    balancers.add(new ProxyInfo(answers[i]));
                }
            }
        }
        return balancers;
    }

    /** Under which name the balancers know this server. */
    String node() {
        try {
            return String.valueOf(mbeans.getAttribute(UNDERTOW, "instanceId"));
        } catch (JMException e) {
            throw new IllegalStateException("no instance-id of " + UNDERTOW, e);
        }
    }

    /** Has all requests for it sent elsewhere. May block for {@link #SESSIONS_SECONDS}, and as long as a balancer does not answer. */
    void stop(String contextPath) {
        String text = String.class.getName();
        for (String host : hosts()) {
            Object unused = invoke("stopContext", new Object[] {host, contextPath, SESSIONS_SECONDS}, new String[] {
                text, text, Integer.class.getName()
            });
        }
    }

    /** Has requests for it sent here again. */
    void enable(String contextPath) {
        String text = String.class.getName();
        for (String host : hosts()) {
            Object unused = invoke("enableContext", new Object[] {host, contextPath}, new String[] {text, text});
        }
    }

    private List<String> hosts() {
        return mbeans.queryNames(HOSTS, null).stream()
                .map(host -> host.getKeyProperty("host"))
                .toList();
    }

    /** @return null where it fails: the context may be on another host, or have just gone */
    private @Nullable Object invoke(String operation, Object[] arguments, String[] types) {
        try {
            return mbeans.invoke(name, operation, arguments, types);
        } catch (JMException e) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: " + name + ": " + operation + " failed", e);
            return null;
        }
    }

    private static ObjectName objectName(String name) {
        try {
            return new ObjectName(name);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(name + ": no name of an MBean", e);
        }
    }
}
