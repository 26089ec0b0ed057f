package io.github.slackwater.ejb.liberty;

import io.github.slackwater.core.jmx.LifecycleMBeans;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.management.AttributeChangeNotification;
import javax.management.InstanceNotFoundException;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.MalformedObjectNameException;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;

/**
 * Hears that an application is about to stop, and holds that up while it drains.
 *
 * <p>Each application of a Liberty has an {@code ApplicationMBean}, part of Liberty's API, that tells every change of its
 * state. Listeners are told on other threads, and nobody waits for them. A notification's filter, however, is asked by the
 * thread that sends it ({@link javax.management.NotificationBroadcasterSupport#sendNotification}), and that is the one that
 * goes on to stop the application. So it is the filter that listens here, and it lets nothing pass.
 *
 * <p>Found by experiment with Open Liberty 26.0.0.3: {@code STARTED} to {@code STOPPING}, told twice, with everything
 * serving; only then are the context root and the servlets taken away. It is so when the archive is replaced, when the
 * application is taken out of the configuration, at its MBean's {@code stop} and {@code restart}, and, with the HTTP port
 * closed long since, when the server stops.
 */
final class ApplicationStops implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ApplicationStops.class.getName());

    private static final ObjectName APPLICATIONS =
            name("WebSphere:service=com.ibm.websphere.application.ApplicationMBean,name=*");

    private static final String STATE = "State";
    private static final String STOPPING = "STOPPING";

    private final MBeanServer mbeans;
    private final BiConsumer<String, Set<String>> stopping;
    private final NotificationListener comings = this::came;
    private final NotificationListener nothing = (notification, handback) -> {};

    private ApplicationStops(MBeanServer mbeans, BiConsumer<String, Set<String>> stopping) {
        this.mbeans = mbeans;
        this.stopping = stopping;
    }

    /**
     * @param stopping is given the name of a deployment and those of its covered applications; the stop waits for it
     * @throws IllegalStateException if the MBean server refuses
     */
    static ApplicationStops watch(MBeanServer mbeans, BiConsumer<String, Set<String>> stopping) {
        ApplicationStops stops = new ApplicationStops(mbeans, stopping);
        try {
            mbeans.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, stops.comings, null, null);
        } catch (InstanceNotFoundException e) {
            throw new IllegalStateException("no MBean " + MBeanServerDelegate.DELEGATE_NAME, e);
        }
        mbeans.queryNames(APPLICATIONS, null).forEach(stops::listen);
        return stops;
    }

    private void came(Notification notification, Object handback) {
        if (notification instanceof MBeanServerNotification news
                && news.getType().equals(MBeanServerNotification.REGISTRATION_NOTIFICATION)
                && APPLICATIONS.apply(news.getMBeanName())) {
            listen(news.getMBeanName());
        }
    }

    private void listen(ObjectName mbean) {
        String deployment = mbean.getKeyProperty("name");
        try {
            mbeans.addNotificationListener(
                    mbean,
                    nothing,
                    notification -> {
                        hear(deployment, notification);
                        return false;
                    },
                    null);
        } catch (InstanceNotFoundException gone) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: {0} has gone as soon as it came", mbean);
        }
    }

    /** What fails here is ours: it must not break the stop of somebody else's application. */
    private void hear(String deployment, Notification notification) {
        if (notification instanceof AttributeChangeNotification change
                && STATE.equals(change.getAttributeName())
                && STOPPING.equals(change.getNewValue())) {
            try {
                stopping.accept(deployment, LifecycleMBeans.applicationsOf(mbeans, deployment));
            } catch (Throwable e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Slackwater: the stop of " + deployment + " could not be acted on",
                        e);
            }
        }
    }

    @Override
    public void close() {
        remove(MBeanServerDelegate.DELEGATE_NAME, comings);
        mbeans.queryNames(APPLICATIONS, null).forEach(mbean -> remove(mbean, nothing));
    }

    private void remove(ObjectName mbean, NotificationListener listener) {
        try {
            mbeans.removeNotificationListener(mbean, listener);
        } catch (InstanceNotFoundException | ListenerNotFoundException gone) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: nothing to listen to any more at {0}", mbean);
        }
    }

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
