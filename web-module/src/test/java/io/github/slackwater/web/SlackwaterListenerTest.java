package io.github.slackwater.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.ServerLifecycle;
import io.github.slackwater.core.SystemTimekeeper;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.core.jmx.Registration;
import jakarta.enterprise.event.Event;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class SlackwaterListenerTest {

    private final MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();
    private final SlackwaterListener listener = injected();
    private final ServletContextEvent event = new ServletContextEvent(nothing(ServletContext.class));

    @Test
    void whereNobodyHasStartedItTheWebModuleStartsAndEndsIt() {
        listener.contextInitialized(event);
        assertThat(mbeans.isRegistered(LifecycleMBeans.SERVER)).isTrue();

        listener.contextDestroyed(event);
        assertThat(mbeans.isRegistered(LifecycleMBeans.SERVER)).isFalse();
    }

    /** Started by a copy of the class that this one does not share. */
    @Test
    void whereItsDeploymentRunsItAlreadyTheWebModuleLeavesItAlone() throws Exception {
        SystemTimekeeper time = new SystemTimekeeper("test");
        ServerLifecycle singleton =
                new ServerLifecycle(Configuration.read(key -> null, null), "of the singleton", time);
        try (Registration live = LifecycleMBeans.register(mbeans, LifecycleMBeans.SERVER, singleton)) {
            assertThat(live).isNotNull();
            listener.contextInitialized(event);
            assertThat(LifecycleMBeans.server(mbeans).status().adapter()).isEqualTo("of the singleton");

            listener.contextDestroyed(event);
            assertThat(LifecycleMBeans.server(mbeans).status().adapter()).isEqualTo("of the singleton");
        }
        singleton.close();
        time.close();
    }

    /** As the container does it. */
    @SuppressWarnings({"unchecked", "UnnecessaryAssignment"})
    private static SlackwaterListener injected() {
        SlackwaterListener listener = new SlackwaterListener();
        listener.events = nothing(Event.class);
        return listener;
    }

    private static <T> T nothing(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null));
    }
}
