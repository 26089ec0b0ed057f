package io.github.slackwater.core.jmx;

import io.github.slackwater.core.Lifecycle;
import io.github.slackwater.core.LifecycleMXBean;
import java.io.IOException;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** The names of our MBeans, how they are registered, and how they are called. */
public final class LifecycleMBeans {

    /** The server: {@code slackwater:type=Lifecycle}. */
    public static final ObjectName SERVER = objectName("slackwater:type=Lifecycle");

    /** All applications: {@code slackwater:type=Application,*}. */
    public static final ObjectName APPLICATIONS = objectName("slackwater:type=Application,*");

    private static final System.Logger LOG = System.getLogger(LifecycleMBeans.class.getName());

    private static final String NAME_KEY = "name";

    private LifecycleMBeans() {}

    /** The name of one application's MBean: {@code slackwater:type=Application,name="shop"}. */
    public static ObjectName application(String name) {
        return objectName("slackwater:type=Application,name=" + ObjectName.quote(name));
    }

    /** The application that a name from {@link #application} stands for. */
    public static String applicationName(ObjectName mbean) {
        return ObjectName.unquote(mbean.getKeyProperty(NAME_KEY));
    }

    /** Publishes a lifecycle of this very deployment: {@link #register(MBeanServer, ObjectName, Lifecycle, String)}. */
    public static Registration register(MBeanServer server, ObjectName name, Lifecycle lifecycle) throws JMException {
        return register(server, name, lifecycle, Home.ofThisCode());
    }

    /**
     * Publishes a lifecycle. One of the same home that is already there under the name is replaced: it is left over from a
     * deployment that failed, or belongs to the version that goes. So is one that no longer answers.
     *
     * @param home see {@link Home}
     * @return takes it back, unless it has been replaced meanwhile
     * @throws InstanceAlreadyExistsException if the name is that of a lifecycle that has another home
     * @throws JMException if the MBean server refuses it
     */
    public static Registration register(MBeanServer server, ObjectName name, Lifecycle lifecycle, String home)
            throws JMException {
        return register(server, name, lifecycle, home, "");
    }

    /**
     * As {@link #register(MBeanServer, ObjectName, Lifecycle, String)}.
     *
     * @param deployment the server's name for the deployment that an application is part of, for {@link #applicationsOf};
     *     empty where it is not known
     */
    public static Registration register(
            MBeanServer server, ObjectName name, Lifecycle lifecycle, String home, String deployment)
            throws JMException {
        return register(server, name, new LifecycleMBean(lifecycle, home, deployment), home::equals);
    }

    /**
     * Publishes the lifecycle of a gate that stands before an application, in place of that of a filter within it, which
     * stands aside from now on.
     *
     * @param contextPath of the application; empty, or with its first slash
     * @return takes it back, unless it has been replaced meanwhile
     * @throws InstanceAlreadyExistsException if the name is that of an application at another context path
     * @throws JMException if the MBean server refuses it
     */
    public static Registration registerGate(MBeanServer server, Lifecycle lifecycle, String contextPath)
            throws JMException {
        return register(
                server,
                application(lifecycle.name()),
                new LifecycleMBean(lifecycle, Home.ofGate(contextPath), ""),
                other -> Home.isOf(other, contextPath));
    }

    private static Registration register(
            MBeanServer server, ObjectName name, LifecycleMBean mbean, Predicate<String> makesWay) throws JMException {
        while (true) {
            try {
                server.registerMBean(mbean, name);
                return new Registration(server, name, mbean);
            } catch (InstanceAlreadyExistsException occupied) {
                String other = home(server, name);
                if (other != null && !makesWay.test(other)) {
                    mbean.close();
                    throw occupied;
                }
                unregister(server, name);
            }
        }
    }

    /** The home of the lifecycle that has this name now; null where there is none, or it does not answer. */
    public static @Nullable String home(MBeanServer server, ObjectName name) {
        return hidden(server, name, LifecycleMBean.HOME);
    }

    /**
     * The names of the applications that are covered now and were registered as part of a deployment.
     *
     * @param deployment the server's name for it
     */
    public static SortedSet<String> applicationsOf(MBeanServer server, String deployment) {
        SortedSet<String> applications = new TreeSet<>();
        for (ObjectName name : server.queryNames(APPLICATIONS, null)) {
            if (deployment.equals(hidden(server, name, LifecycleMBean.DEPLOYMENT))) {
                applications.add(applicationName(name));
            }
        }
        return applications;
    }

    private static @Nullable String hidden(MBeanServer server, ObjectName name, String attribute) {
        try {
            return server.getAttribute(name, attribute) instanceof String value ? value : null;
        } catch (InstanceNotFoundException gone) {
            return null;
        } catch (JMException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: no answer from " + name, e);
            return null;
        }
    }

    private static void unregister(MBeanServer server, ObjectName name) throws JMException {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException gone) {
            // Somebody else took it away in between, which is what was wanted.
        }
    }

    /**
     * The server's operations, through a connection or within this JVM.
     *
     * @throws InstanceNotFoundException if Slackwater is not deployed there
     * @throws IOException if the connection fails
     */
    public static LifecycleMXBean server(MBeanServerConnection connection)
            throws IOException, InstanceNotFoundException {
        return existing(connection, SERVER);
    }

    /**
     * One application's operations.
     *
     * @throws InstanceNotFoundException if there is no such application, or it is not covered
     * @throws IOException if the connection fails
     */
    public static LifecycleMXBean application(MBeanServerConnection connection, String name)
            throws IOException, InstanceNotFoundException {
        return existing(connection, application(name));
    }

    /**
     * The applications that are covered now, by name.
     *
     * @throws IOException if the connection fails
     */
    public static SortedMap<String, LifecycleMXBean> applications(MBeanServerConnection connection) throws IOException {
        SortedMap<String, LifecycleMXBean> applications = new TreeMap<>();
        for (ObjectName name : connection.queryNames(APPLICATIONS, null)) {
            applications.put(applicationName(name), proxy(connection, name));
        }
        return applications;
    }

    private static LifecycleMXBean existing(MBeanServerConnection connection, ObjectName name)
            throws IOException, InstanceNotFoundException {
        if (!connection.isRegistered(name)) {
            throw new InstanceNotFoundException(name.toString());
        }
        return proxy(connection, name);
    }

    static LifecycleMXBean proxy(MBeanServerConnection connection, ObjectName name) {
        return Unwrapped.of(JMX.newMXBeanProxy(connection, name, LifecycleMXBean.class));
    }

    private static ObjectName objectName(String name) {
        try {
            return new ObjectName(name);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(name, e);
        }
    }
}
