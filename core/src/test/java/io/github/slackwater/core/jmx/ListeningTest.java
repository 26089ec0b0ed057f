package io.github.slackwater.core.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.ServerLifecycle;
import io.github.slackwater.core.SystemTimekeeper;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** In an MBean server that remembers listeners as WildFly's does. */
class ListeningTest {

    private final Map<Object, NotificationListener> remembered = new HashMap<>();
    private final MBeanServer mbeans = rememberingLikeWildFly(MBeanServerFactory.newMBeanServer());
    private final List<Notification> heard = new ArrayList<>();
    private final NotificationListener listener = (notification, handback) -> heard.add(notification);
    private final Speaker first = new Speaker();
    private final Speaker second = new Speaker();

    @Test
    void oneListenerMayListenToTwoMBeans() throws Exception {
        Listening one = Listening.to(mbeans, register(first, "first"), listener);
        Listening two = Listening.to(mbeans, register(second, "second"), listener);
        first.speak();
        second.speak();
        assertThat(heard).hasSize(2);

        one.close();
        first.speak();
        assertThat(heard).hasSize(2);
        second.speak();
        assertThat(heard).hasSize(3);

        two.close();
        second.speak();
        assertThat(heard).hasSize(3);
        assertThat(remembered).isEmpty();
    }

    @Test
    void nothingIsRememberedOfAnMBeanThatHasGone() throws Exception {
        ObjectName name = register(first, "first");
        Listening listening = Listening.to(mbeans, name, listener);
        mbeans.unregisterMBean(name);
        listening.close();
        listening.close();

        assertThat(remembered).isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test
    void nothingIsRememberedWhereThereIsNoMBean() throws Exception {
        ObjectName nowhere = new ObjectName("test:name=nowhere");

        assertThatThrownBy(() -> Listening.to(mbeans, nowhere, listener)).isInstanceOf(InstanceNotFoundException.class);
        assertThat(remembered).isEmpty();
    }

    @Test
    void whoWatchesApplicationsLeavesNothingBehind() throws Exception {
        try (SystemTimekeeper time = new SystemTimekeeper("test")) {
            Configuration configuration = Configuration.read(key -> null, null);
            ServerLifecycle server = new ServerLifecycle(configuration, "test", time);
            ApplicationMBeans watch = ApplicationMBeans.watch(mbeans, server);
            Registration stays = application("stays", configuration, time);
            Registration goes = application("goes", configuration, time);
            goes.close();
            assertThat(remembered).hasSize(2);

            watch.close();
            assertThat(remembered).isEmpty();
            stays.close();
            server.close();
        }
    }

    private Registration application(String name, Configuration configuration, SystemTimekeeper time) throws Exception {
        ApplicationLifecycle lifecycle = new ApplicationLifecycle(name, configuration, "test", time);
        return LifecycleMBeans.register(mbeans, LifecycleMBeans.application(name), lifecycle);
    }

    private ObjectName register(Speaker speaker, String key) throws Exception {
        return mbeans.registerMBean(speaker, new ObjectName("test:name=" + key)).getObjectName();
    }

    /** One wrapper for each listener: the latest; forgotten when its removal has succeeded. */
    private MBeanServer rememberingLikeWildFly(MBeanServer real) {
        return (MBeanServer) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MBeanServer.class}, (proxy, method, given) -> {
                    Object[] arguments = given == null ? new Object[0] : given.clone();
                    boolean adds = method.getName().equals("addNotificationListener");
                    boolean removes = method.getName().equals("removeNotificationListener");
                    Object original = adds || removes ? arguments[1] : "";
                    if (adds && original instanceof NotificationListener added) {
                        arguments[1] = remembered(added);
                    } else if (removes && remembered.containsKey(original)) {
                        arguments[1] = remembered.get(original);
                    }
                    try {
                        Object result = method.invoke(real, arguments);
                        if (removes) {
                            remembered.remove(original);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private NotificationListener remembered(NotificationListener original) {
        NotificationListener wrapper = new NotificationListener() {
            @Override
            public void handleNotification(Notification notification, Object handback) {
                original.handleNotification(notification, handback);
            }
        };
        remembered.put(original, wrapper);
        return wrapper;
    }

    /** What is registered as a standard MBean needs an interface of its own. */
    public interface SpeakerMBean {}

    private static final class Speaker extends NotificationBroadcasterSupport implements SpeakerMBean {
        void speak() {
            sendNotification(new Notification("word", this, 1));
        }
    }
}
