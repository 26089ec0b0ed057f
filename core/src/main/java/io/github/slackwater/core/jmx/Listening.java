package io.github.slackwater.core.jmx;

import javax.management.InstanceNotFoundException;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;

/**
 * One listener to one MBean of this JVM, until it is closed; also after the MBean has gone.
 *
 * <p>WildFly's MBean server (37 and 39) keeps a map of its own from each listener to a wrapper. A listener that is added to
 * two MBeans can be removed from the second only, and one whose MBean has gone is never taken out: with it, the class loader
 * of a deployment stays for ever. So here each has an object of its own, and leaves that map by way of an MBean that never
 * goes.
 */
public final class Listening implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Listening.class.getName());

    private final MBeanServer mbeans;
    private final ObjectName name;
    private final NotificationListener own;

    private Listening(MBeanServer mbeans, ObjectName name, NotificationListener listener) {
        this.mbeans = mbeans;
        this.name = name;
        this.own = new Own(listener);
    }

    /**
     * Begins to listen.
     *
     * @param listener may listen to other MBeans as well
     * @throws InstanceNotFoundException if there is no such MBean
     */
    public static Listening to(MBeanServer mbeans, ObjectName name, NotificationListener listener)
            throws InstanceNotFoundException {
        Listening listening = new Listening(mbeans, name, listener);
        boolean complete = false;
        try {
            mbeans.addNotificationListener(name, listening.own, null, null);
            complete = true;
            return listening;
        } finally {
            if (!complete) {
                listening.forget();
            }
        }
    }

    /** Ends it. Repeating it is harmless. */
    @Override
    public void close() {
        try {
            mbeans.removeNotificationListener(name, own);
        } catch (InstanceNotFoundException | ListenerNotFoundException gone) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: nothing to listen to any more at {0}", name);
            forget();
        }
    }

    private void forget() {
        try {
            mbeans.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, own, notification -> false, null);
            mbeans.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, own);
        } catch (InstanceNotFoundException | ListenerNotFoundException e) {
            throw new IllegalStateException("every MBean server has " + MBeanServerDelegate.DELEGATE_NAME, e);
        }
    }

    /** An identity of its own, and not that of the listener. */
    private static final class Own implements NotificationListener {

        private final NotificationListener listener;

        Own(NotificationListener listener) {
            this.listener = listener;
        }

        @Override
        public void handleNotification(Notification notification, Object handback) {
            listener.handleNotification(notification, handback);
        }
    }
}
