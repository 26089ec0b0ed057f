package io.github.slackwater.ejb.liberty;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.SystemTimekeeper;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.AttributeChangeNotification;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With MBeans that tell as Liberty's do: listeners on other threads, which here never get to run. */
class ApplicationStopsTest {

    private final MBeanServer mbeans = MBeanServerFactory.newMBeanServer();
    private final SystemTimekeeper time = new SystemTimekeeper("liberty-test");
    private final List<String> heard = new ArrayList<>();

    @AfterEach
    void end() {
        time.close();
    }

    @Test
    void theThreadThatStopsAnApplicationIsTheOneThatDrainsIt() throws Exception {
        cover("shop", "store");
        cover("admin", "store");
        cover("bank", "bank");
        Application store = deploy("store");

        try (ApplicationStops stops = ApplicationStops.watch(mbeans, this::hear)) {
            assertThat(stops).isNotNull();
            store.changes("STOPPING");

            assertThat(heard).containsExactly("store [admin, shop] " + Thread.currentThread());
        }
    }

    @Test
    void onlyAStopIsHeardAndAnApplicationThatComesLaterToo() throws Exception {
        try (ApplicationStops stops = ApplicationStops.watch(mbeans, this::hear)) {
            assertThat(stops).isNotNull();
            Application later = deploy("later");
            later.changes("STARTING");
            later.changes("STARTED");
            assertThat(heard).isEmpty();

            later.changes("STOPPING");
            assertThat(heard).singleElement().asString().startsWith("later []");
        }
    }

    @Test
    void afterTheEndNothingIsHeard() throws Exception {
        Application before = deploy("before");
        ApplicationStops.watch(mbeans, this::hear).close();
        Application after = deploy("after");

        before.changes("STOPPING");
        after.changes("STOPPING");

        assertThat(heard).isEmpty();
    }

    @Test
    void whatFailsHereDoesNotFailTheStop() throws Exception {
        Application shop = deploy("shop");
        try (ApplicationStops stops = ApplicationStops.watch(mbeans, (deployment, applications) -> {
            heard.add(deployment);
            throw new IllegalStateException("on purpose");
        })) {
            assertThat(stops).isNotNull();
            shop.changes("STOPPING");
        }
        assertThat(heard).containsExactly("shop");
    }

    private void hear(String deployment, Set<String> applications) {
        heard.add(deployment + " " + applications + " " + Thread.currentThread());
    }

    private void cover(String application, String deployment) throws JMException {
        ApplicationLifecycle lifecycle = new ApplicationLifecycle(
                application, Configuration.read(Map.<String, String>of()::get, application), "portable", time);
        LifecycleMBeans.register(mbeans, LifecycleMBeans.application(application), lifecycle, "test", deployment);
    }

    private Application deploy(String name) throws JMException {
        Application application = new Application();
        mbeans.registerMBean(
                application,
                new ObjectName("WebSphere:service=com.ibm.websphere.application.ApplicationMBean,name=" + name));
        return application;
    }

    /** Its MBean interface. */
    public interface ApplicationMBean {
        /** The state. */
        String getState();
    }

    /** What Liberty has for each application. */
    public static final class Application extends NotificationBroadcasterSupport implements ApplicationMBean {
        private volatile String state = "STARTED";

        Application() {
            super(neverRun -> {});
        }

        @Override
        public String getState() {
            return state;
        }

        void changes(String to) {
            String from = state;
            state = to;
            sendNotification(
                    new AttributeChangeNotification(this, 1, 0, "", "State", String.class.getName(), from, to));
        }
    }
}
