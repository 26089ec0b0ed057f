package io.github.slackwater.core.jmx;

import javax.management.ListenerNotFoundException;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import org.jspecify.annotations.Nullable;

/**
 * Can let go of its listeners. Once an MBean has been taken back nobody can remove them from it any more, and a server that
 * keeps an application for ever, as GlassFish 7.0.21 does, would keep them and their deployments as well. For all threads.
 */
final class Broadcaster implements NotificationEmitter {

    private final MBeanNotificationInfo[] kinds;
    private volatile NotificationBroadcasterSupport listeners;

    Broadcaster(MBeanNotificationInfo... kinds) {
        this.kinds = kinds;
        this.listeners = new NotificationBroadcasterSupport(kinds);
    }

    void send(Notification notification) {
        listeners.sendNotification(notification);
    }

    void letGo() {
        listeners = new NotificationBroadcasterSupport(kinds);
    }

    @Override
    public void addNotificationListener(
            NotificationListener listener, @Nullable NotificationFilter filter, @Nullable Object handback) {
        listeners.addNotificationListener(listener, filter, handback);
    }

    @Override
    public void removeNotificationListener(NotificationListener listener) throws ListenerNotFoundException {
        listeners.removeNotificationListener(listener);
    }

    @Override
    public void removeNotificationListener(
            NotificationListener listener, @Nullable NotificationFilter filter, @Nullable Object handback)
            throws ListenerNotFoundException {
        listeners.removeNotificationListener(listener, filter, handback);
    }

    @Override
    public MBeanNotificationInfo[] getNotificationInfo() {
        return listeners.getNotificationInfo();
    }
}
