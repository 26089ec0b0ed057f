package io.github.slackwater.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.jmx.LifecycleMBeans;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** What no container of these tests does to the filter. */
class DrainFilterTest {

    /** Tomcat 10.0 does so, which is in TomEE 9; Tomcat 10.1 gives it. */
    @Test
    void anApplicationIsCoveredWhoseContextKeepsItsClassLoaderFromListenersAddedByAProgram() {
        DrainFilter filter = new DrainFilter();
        ServletContextEvent event = new ServletContextEvent(contextWithoutClassLoader());

        filter.contextInitialized(event);

        assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(LifecycleMBeans.application("kept")))
                .isTrue();
        filter.contextDestroyed(event);
        assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(LifecycleMBeans.application("kept")))
                .isFalse();
    }

    private static ServletContext contextWithoutClassLoader() {
        return (ServletContext) Proxy.newProxyInstance(
                DrainFilterTest.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getContextPath" -> "/kept";
                    case "getVirtualServerName" -> "Catalina/localhost";
                    case "getInitParameter" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
