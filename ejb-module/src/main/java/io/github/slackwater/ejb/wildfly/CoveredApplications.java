package io.github.slackwater.ejb.wildfly;

import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.core.jmx.Listening;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.Notification;
import org.jspecify.annotations.Nullable;

/** Has each application guarded that is covered by its filter: it registers its MBean while its web service starts. */
final class CoveredApplications implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Guards.class.getName());

    private final Guards guards;
    private final Listening comings;

    /** Begins, also for the applications that are there already. */
    CoveredApplications(MBeanServer mbeans, Guards guards) throws InstanceNotFoundException {
        this.guards = guards;
        this.comings = Listening.to(mbeans, MBeanServerDelegate.DELEGATE_NAME, this::registered);
        mbeans.queryNames(LifecycleMBeans.APPLICATIONS, null)
                .forEach(name -> guards.webStarts(LifecycleMBeans.applicationName(name)));
    }

    /** What fails here is ours: it must not break the deployment of somebody else. */
    private void registered(Notification notification, @Nullable Object handback) {
        if (notification instanceof MBeanServerNotification news
                && news.getType().equals(MBeanServerNotification.REGISTRATION_NOTIFICATION)
                && LifecycleMBeans.APPLICATIONS.apply(news.getMBeanName())) {
            String application = LifecycleMBeans.applicationName(news.getMBeanName());
            try {
                guards.webStarts(application);
            } catch (RuntimeException | LinkageError e) {
                LOG.log(System.Logger.Level.WARNING, "Slackwater: no guard for " + application, e);
            }
        }
    }

    @Override
    public void close() {
        comings.close();
    }
}
