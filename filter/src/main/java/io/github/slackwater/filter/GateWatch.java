package io.github.slackwater.filter;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.Lifecycle;
import io.github.slackwater.core.LifecycleListener;
import io.github.slackwater.core.State;
import io.github.slackwater.core.jmx.Home;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.core.jmx.Listening;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.management.AttributeChangeNotification;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.Notification;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Sees whether a gate of the server stands before the application. While one does, it counts the requests and has the
 * application's MBean; what happens there is news for the application as if it had happened in the filter.
 *
 * <p>It is told on whichever thread registers an MBean, and calls nobody with a lock held.
 */
final class GateWatch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(GateWatch.class.getName());

    /** What the filter does about it. */
    interface Turn {
        void gateHasCome();

        void gateHasGone();
    }

    private final MBeanServer mbeans;
    private final ObjectName name;
    private final String gate;
    private final Lifecycle own;
    private final LifecycleListener observer;
    private final Turn turn;
    private @Nullable Listening comings;
    private @Nullable Listening news;
    private boolean closed;

    /**
     * Watches nothing yet.
     *
     * @param name of the application, as a gate would call it
     * @param contextPath empty, or with its first slash
     * @param own stands for the gate's lifecycle where news are told
     * @param observer is told of the gate's news
     */
    GateWatch(
            MBeanServer mbeans, String name, String contextPath, Lifecycle own, LifecycleListener observer, Turn turn) {
        this.mbeans = mbeans;
        this.name = LifecycleMBeans.application(name);
        this.gate = Home.ofGate(contextPath);
        this.own = own;
        this.observer = observer;
        this.turn = turn;
    }

    /** Begins; tells of a gate that is there already before it returns. */
    void open() {
        try {
            Listening listening = Listening.to(mbeans, MBeanServerDelegate.DELEGATE_NAME, this::registered);
            synchronized (this) {
                comings = listening;
            }
        } catch (InstanceNotFoundException e) {
            throw new IllegalStateException("every MBean server has " + MBeanServerDelegate.DELEGATE_NAME, e);
        }
        look();
    }

    private void registered(Notification notification, @Nullable Object handback) {
        if (notification instanceof MBeanServerNotification change
                && change.getMBeanName().equals(name)) {
            if (change.getType().equals(MBeanServerNotification.REGISTRATION_NOTIFICATION)) {
                look();
            } else {
                gone();
            }
        }
    }

    private void look() {
        if (gate.equals(LifecycleMBeans.home(mbeans, name)) && follow()) {
            turn.gateHasCome();
        }
    }

    private synchronized boolean follow() {
        if (closed || news != null) {
            return false;
        }
        try {
            news = Listening.to(mbeans, name, this::hear);
            return true;
        } catch (InstanceNotFoundException gone) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: {0} has gone as soon as it came", name);
            return false;
        }
    }

    private void gone() {
        Listening ended;
        synchronized (this) {
            ended = news;
            news = null;
        }
        if (ended != null) {
            ended.close();
            turn.gateHasGone();
        }
    }

    /** The values are the JDK's own: the gate has its own copy of our classes. */
    private void hear(Notification notification, @Nullable Object handback) {
        try {
            if (notification instanceof AttributeChangeNotification change
                    && change.getUserData() instanceof Long drain) {
                observer.stateChanged(
                        own,
                        State.valueOf(String.valueOf(change.getOldValue())),
                        State.valueOf(String.valueOf(change.getNewValue())),
                        drain);
            } else if (!(notification instanceof AttributeChangeNotification)) {
                DrainReport report = LifecycleMBeans.application(mbeans, LifecycleMBeans.applicationName(name))
                        .status()
                        .lastDrain();
                if (report != null) {
                    observer.drainEnded(own, report);
                }
            }
        } catch (InstanceNotFoundException gone) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: {0} has gone with its news", name);
        } catch (IOException e) {
            throw new UncheckedIOException("within this JVM no connection can fail", e);
        } catch (RuntimeException | LinkageError e) {
            // Of an application that has gone meanwhile, the server has closed the archives that our classes come from.
            if (!isClosed()) {
                LOG.log(System.Logger.Level.WARNING, "Slackwater: news of the server's gate are not understood: " + e);
            }
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Ends it; nobody is told anything any more. */
    @Override
    public void close() {
        Listening first;
        Listening second;
        synchronized (this) {
            closed = true;
            first = comings;
            second = news;
            comings = null;
            news = null;
        }
        if (first != null) {
            first.close();
        }
        if (second != null) {
            second.close();
        }
    }
}
