package io.github.slackwater.core.jmx;

import io.github.slackwater.core.ApplicationListener;
import io.github.slackwater.core.State;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.AttributeChangeNotification;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.Notification;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Finds the applications of this JVM by their MBeans, also those that come later and those of other class loaders, and
 * tells of each that comes, goes, or changes its state.
 */
public final class ApplicationMBeans implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ApplicationMBeans.class.getName());

    private final MBeanServer mbeans;
    private final ApplicationListener listener;
    private final Map<ObjectName, Listening> changes = new ConcurrentHashMap<>();
    private @Nullable Listening comings;

    private ApplicationMBeans(MBeanServer mbeans, ApplicationListener listener) {
        this.mbeans = mbeans;
        this.listener = listener;
    }

    /**
     * Starts to watch, and tells of those that are there already.
     *
     * @return ends it when closed
     * @throws JMException if the MBean server refuses the listener
     */
    public static ApplicationMBeans watch(MBeanServer mbeans, ApplicationListener listener) throws JMException {
        ApplicationMBeans watcher = new ApplicationMBeans(mbeans, listener);
        watcher.comings = Listening.to(mbeans, MBeanServerDelegate.DELEGATE_NAME, watcher::cameOrWent);
        mbeans.queryNames(LifecycleMBeans.APPLICATIONS, null).forEach(watcher::came);
        return watcher;
    }

    private void cameOrWent(Notification notification, Object handback) {
        if (notification instanceof MBeanServerNotification news
                && LifecycleMBeans.APPLICATIONS.apply(news.getMBeanName())) {
            if (news.getType().equals(MBeanServerNotification.REGISTRATION_NOTIFICATION)) {
                came(news.getMBeanName());
            } else {
                close(changes.remove(news.getMBeanName()));
                listener.gone(LifecycleMBeans.applicationName(news.getMBeanName()));
            }
        }
    }

    private void came(ObjectName name) {
        String application = LifecycleMBeans.applicationName(name);
        try {
            // Listening comes first: a state that is reached in between is then either heard of, or asked for.
            Listening listening = Listening.to(mbeans, name, (change, handback) -> changed(application, change));
            close(changes.put(name, listening));
            listener.joined(application, LifecycleMBeans.proxy(mbeans, name));
        } catch (InstanceNotFoundException gone) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: {0} has gone as soon as it came", name);
        }
    }

    private void changed(String application, Notification notification) {
        if (notification instanceof AttributeChangeNotification change) {
            listener.changed(application, State.valueOf((String) change.getNewValue()));
        }
    }

    /** Stops watching. The applications go on. */
    @Override
    public void close() {
        close(comings);
        changes.keySet().forEach(name -> close(changes.remove(name)));
    }

    private static void close(@Nullable Listening listening) {
        if (listening != null) {
            listening.close();
        }
    }
}
