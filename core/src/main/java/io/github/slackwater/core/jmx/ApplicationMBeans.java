package io.github.slackwater.core.jmx;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.ServerLifecycle;
import io.github.slackwater.core.State;
import javax.management.AttributeChangeNotification;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;

/**
 * Finds the applications of this JVM by their MBeans, also those that come later and those of other class loaders, and
 * tells the server of each that comes, goes, or changes its state.
 */
public final class ApplicationMBeans implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ApplicationMBeans.class.getName());

    private final MBeanServer mbeans;
    private final ServerLifecycle server;
    private final NotificationListener comings = this::cameOrWent;
    private final NotificationListener changes = this::changed;

    private ApplicationMBeans(MBeanServer mbeans, ServerLifecycle server) {
        this.mbeans = mbeans;
        this.server = server;
    }

    /**
     * Starts to watch, and tells of those that are there already.
     *
     * @return ends it when closed
     * @throws JMException if the MBean server refuses the listener
     */
    public static ApplicationMBeans watch(MBeanServer mbeans, ServerLifecycle server) throws JMException {
        ApplicationMBeans watcher = new ApplicationMBeans(mbeans, server);
        mbeans.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, watcher.comings, null, null);
        mbeans.queryNames(LifecycleMBeans.APPLICATIONS, null).forEach(watcher::came);
        return watcher;
    }

    private void cameOrWent(Notification notification, Object handback) {
        if (notification instanceof MBeanServerNotification news
                && LifecycleMBeans.APPLICATIONS.apply(news.getMBeanName())) {
            if (news.getType().equals(MBeanServerNotification.REGISTRATION_NOTIFICATION)) {
                came(news.getMBeanName());
            } else {
                server.gone(LifecycleMBeans.applicationName(news.getMBeanName()));
            }
        }
    }

    private void came(ObjectName name) {
        try {
            // Listening comes first: a state that is reached in between is then either heard of, or asked for.
            mbeans.addNotificationListener(name, changes, null, name);
            LifecycleMXBean operations = LifecycleMBeans.proxy(mbeans, name);
            server.joined(LifecycleMBeans.applicationName(name), operations);
        } catch (InstanceNotFoundException gone) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: {0} has gone as soon as it came", name);
        }
    }

    private void changed(Notification notification, Object handback) {
        if (notification instanceof AttributeChangeNotification change && handback instanceof ObjectName name) {
            server.changed(LifecycleMBeans.applicationName(name), State.valueOf((String) change.getNewValue()));
        }
    }

    /** Stops watching. The applications go on without the server. */
    @Override
    public void close() {
        remove(MBeanServerDelegate.DELEGATE_NAME, comings);
        mbeans.queryNames(LifecycleMBeans.APPLICATIONS, null).forEach(name -> remove(name, changes));
    }

    private void remove(ObjectName name, NotificationListener listener) {
        try {
            mbeans.removeNotificationListener(name, listener);
        } catch (InstanceNotFoundException | ListenerNotFoundException gone) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: nothing to listen to any more at {0}", name);
        }
    }
}
