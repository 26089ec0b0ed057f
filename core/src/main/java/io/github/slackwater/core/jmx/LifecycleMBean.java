package io.github.slackwater.core.jmx;

import io.github.slackwater.core.Description;
import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.Lifecycle;
import io.github.slackwater.core.LifecycleListener;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.State;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.AttributeChangeNotification;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.Notification;
import javax.management.ReflectionException;
import javax.management.StandardEmitterMBean;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a {@link Lifecycle} with the names and texts that a console shows, and its changes as notifications.
 *
 * <p>A plain MXBean shows its parameters as {@code p0}; the texts here come from {@link Description} and the compiled
 * parameter names.
 */
final class LifecycleMBean extends StandardEmitterMBean implements LifecycleListener {

    /** Tells one registration under a name from the next. Not part of the published interface. */
    static final String INSTANCE = "Instance";

    /** Tells the deployments apart, see {@link Home}. Not part of the published interface. */
    static final String HOME = "Home";

    /** The server's name for the deployment; empty where it is not known. Not part of the published interface. */
    static final String DEPLOYMENT = "Deployment";

    /** The type of the notification that a drain has ended; its user data is the report. */
    static final String DRAIN_ENDED = "slackwater.drain.ended";

    private static final String STATE = "State";

    private final Lifecycle lifecycle;
    private final Broadcaster broadcaster;
    private final String home;
    private final String deployment;
    private final String instance = UUID.randomUUID().toString();
    private final AtomicLong sequence = new AtomicLong();

    LifecycleMBean(Lifecycle lifecycle, String home, String deployment) {
        this(lifecycle, home, deployment, new Broadcaster(notifications()));
    }

    private LifecycleMBean(Lifecycle lifecycle, String home, String deployment, Broadcaster broadcaster) {
        super(lifecycle.bean(), LifecycleMXBean.class, true, broadcaster);
        this.lifecycle = lifecycle;
        this.broadcaster = broadcaster;
        this.home = home;
        this.deployment = deployment;
        lifecycle.addListener(this);
    }

    String instance() {
        return instance;
    }

    void close() {
        lifecycle.removeListener(this);
    }

    @Override
    public void postDeregister() {
        super.postDeregister();
        broadcaster.letGo();
    }

    @Override
    public void sendNotification(Notification notification) {
        broadcaster.send(notification);
    }

    @Override
    public Object getAttribute(String attribute)
            throws AttributeNotFoundException, MBeanException, ReflectionException {
        return switch (attribute) {
            case INSTANCE -> instance;
            case HOME -> home;
            case DEPLOYMENT -> deployment;
            default -> super.getAttribute(attribute);
        };
    }

    @Override
    public void stateChanged(Lifecycle source, State from, State to, long drain) {
        Notification notification = new AttributeChangeNotification(
                this,
                sequence.incrementAndGet(),
                System.currentTimeMillis(),
                "%s: %s -> %s (drain %d)".formatted(source.name(), from, to, drain),
                STATE,
                String.class.getName(),
                from.name(),
                to.name());
        notification.setUserData(drain);
        sendNotification(notification);
    }

    @Override
    public void drainEnded(Lifecycle source, DrainReport report) {
        Notification notification = new Notification(
                DRAIN_ENDED, this, sequence.incrementAndGet(), source.name() + ": " + report.message());
        notification.setUserData(OpenTypes.toOpen(report));
        sendNotification(notification);
    }

    private static MBeanNotificationInfo[] notifications() {
        return new MBeanNotificationInfo[] {
            new MBeanNotificationInfo(
                    new String[] {AttributeChangeNotification.ATTRIBUTE_CHANGE},
                    AttributeChangeNotification.class.getName(),
                    "The state changed"),
            new MBeanNotificationInfo(
                    new String[] {DRAIN_ENDED},
                    Notification.class.getName(),
                    "A drain ended, or timed out for one who waited; the user data is its report")
        };
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return text(LifecycleMXBean.class.getAnnotation(Description.class), info.getDescription());
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        return text(method("get" + info.getName()).getAnnotation(Description.class), info.getDescription());
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        return text(method(info.getName()).getAnnotation(Description.class), info.getDescription());
    }

    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return parameter(operation, sequence).getName();
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return text(parameter(operation, sequence).getAnnotation(Description.class), parameter.getDescription());
    }

    @Override
    protected int getImpact(MBeanOperationInfo info) {
        return switch (info.getName()) {
            case "status", "activeRequests", "stragglers", "threadDump" -> MBeanOperationInfo.INFO;
            case "drain" -> MBeanOperationInfo.ACTION_INFO;
            default -> MBeanOperationInfo.ACTION;
        };
    }

    private static String text(@Nullable Description description, String otherwise) {
        return description == null ? otherwise : description.value();
    }

    private static Parameter parameter(MBeanOperationInfo operation, int sequence) {
        return method(operation.getName()).getParameters()[sequence];
    }

    /** No operation of ours is overloaded. */
    private static Method method(String name) {
        return Arrays.stream(LifecycleMXBean.class.getMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
