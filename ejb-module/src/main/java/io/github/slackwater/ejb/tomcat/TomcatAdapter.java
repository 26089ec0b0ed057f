package io.github.slackwater.ejb.tomcat;

import io.github.slackwater.ejb.Departures;
import io.github.slackwater.ejb.ServerAdapter;
import io.github.slackwater.ejb.ServerGate;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.catalina.Server;
import org.jspecify.annotations.Nullable;

/** TomEE, which is a Tomcat: hears its synchronous events. Requests are counted by the portable filter. */
public final class TomcatAdapter implements ServerAdapter {

    private final Server server = server();
    private @Nullable TomcatEvents events;

    /** @throws IllegalStateException if no MBean gives the server */
    public TomcatAdapter() {}

    @Override
    public String name() {
        return "portable (Tomcat events)";
    }

    @Override
    public synchronized void install(Departures departures, ServerGate gate) {
        TomcatEvents hearing = new TomcatEvents(departures);
        hearing.follow(server);
        events = hearing;
    }

    @Override
    public synchronized void remove() {
        if (events != null) {
            events.forget(server);
        }
    }

    @Override
    public synchronized boolean isServerStopping() {
        return events != null && events.isServerStopping();
    }

    /** By Tomcat's own MBean; its domain is the name of the engine, which an administrator may have changed. */
    private static Server server() {
        MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();
        try {
            for (ObjectName name : mbeans.queryNames(new ObjectName("*:type=Server"), null)) {
                if (mbeans.getAttribute(name, "managedResource") instanceof Server server) {
                    return server;
                }
            }
        } catch (JMException e) {
            throw new IllegalStateException("the MBean of Tomcat's server does not answer", e);
        }
        throw new IllegalStateException("no MBean *:type=Server of Tomcat");
    }
}
