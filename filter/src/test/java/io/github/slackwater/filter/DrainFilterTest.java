package io.github.slackwater.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.Arrival;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What no container of these tests does to the filter. */
class DrainFilterTest {

    /** Tomcat 10.0 does so, which is in TomEE 9; Tomcat 10.1 gives it. */
    @Test
    void anApplicationIsCoveredWhoseContextKeepsItsClassLoaderFromListenersAddedByAProgram() {
        DrainFilter filter = new DrainFilter();
        ServletContextEvent event = new ServletContextEvent(contextWithoutClassLoader(null));

        filter.contextInitialized(event);

        assertThat(published()).isTrue();
        filter.contextDestroyed(event);
        assertThat(published()).isFalse();
    }

    @Test
    void anApplicationIsPublishedWhenRequestsReachItWhereAnAdapterSaysWhen() {
        CompletableFuture<Void> arrival = new CompletableFuture<>();
        DrainFilter filter = new DrainFilter();
        ServletContextEvent event = new ServletContextEvent(contextWithoutClassLoader(arrival));

        filter.contextInitialized(event);
        assertThat(published()).isFalse();
        arrival.complete(null);
        assertThat(published()).isTrue();

        filter.contextDestroyed(event);
        assertThat(published()).isFalse();
    }

    @Test
    void anApplicationThatHasGoneBeforeRequestsReachedItIsNotPublished() {
        CompletableFuture<Void> arrival = new CompletableFuture<>();
        DrainFilter filter = new DrainFilter();
        ServletContextEvent event = new ServletContextEvent(contextWithoutClassLoader(arrival));

        filter.contextInitialized(event);
        filter.contextDestroyed(event);
        arrival.complete(null);

        assertThat(published()).isFalse();
    }

    private static boolean published() {
        return ManagementFactory.getPlatformMBeanServer().isRegistered(LifecycleMBeans.application("kept"));
    }

    private static ServletContext contextWithoutClassLoader(@Nullable CompletionStage<?> arrival) {
        return (ServletContext) Proxy.newProxyInstance(
                DrainFilterTest.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getContextPath" -> "/kept";
                    case "getVirtualServerName" -> "Catalina/localhost";
                    case "getInitParameter" -> null;
                    case "getAttribute" -> arguments[0].equals(Arrival.ATTRIBUTE) ? arrival : null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
