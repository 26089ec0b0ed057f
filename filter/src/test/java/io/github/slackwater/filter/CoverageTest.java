package io.github.slackwater.filter;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private static final Map<String, Object> OF_A_BUNDLE = Map.of("osgi-bundlecontext", new Object());

    @Test
    void aPartOfAnOsgiServerIsNotCoveredUnlessItAsksForIt() {
        assertThat(Coverage.of(context(null, Map.of()))).isTrue();
        assertThat(Coverage.of(context(null, OF_A_BUNDLE))).isFalse();
        assertThat(Coverage.of(context("true", OF_A_BUNDLE))).isTrue();
        assertThat(Coverage.of(context("false", Map.of()))).isFalse();
    }

    @Test
    void tomcatsManagerIsLeftAloneUnlessItAsksForTheOpposite() {
        assertThat(Coverage.isManager(withServlet(null, "org.apache.catalina.manager.ManagerServlet")))
                .isTrue();
        assertThat(Coverage.isManager(withServlet(null, "org.apache.catalina.manager.host.HostManagerServlet")))
                .isTrue();
        assertThat(Coverage.isManager(withServlet("true", "org.apache.catalina.manager.ManagerServlet")))
                .isFalse();
        assertThat(Coverage.isManager(withServlet(null, "org.apache.catalina.servlets.DefaultServlet")))
                .isFalse();
        assertThat(Coverage.isManager(withServlet(null, null))).isFalse();
    }

    private static ServletContext withServlet(@Nullable String covered, @Nullable String type) {
        ServletRegistration servlet = (ServletRegistration) Proxy.newProxyInstance(
                ServletRegistration.class.getClassLoader(),
                new Class<?>[] {ServletRegistration.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getClassName" -> type;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return (ServletContext) Proxy.newProxyInstance(
                ServletContext.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getInitParameter" -> covered;
                    case "getServletRegistrations" -> Map.of("servlet", servlet);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void theNameOfTheDeploymentIsTheServersOrUnknown() {
        assertThat(Coverage.deployment(context(null, Map.of()))).isEmpty();
        assertThat(Coverage.deployment(
                        context(null, Map.of("com.ibm.websphere.servlet.enterprise.application.name", "store"))))
                .isEqualTo("store");
    }

    private static ServletContext context(@Nullable String covered, Map<String, Object> attributes) {
        return (ServletContext) Proxy.newProxyInstance(
                ServletContext.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getInitParameter" -> covered;
                    case "getAttribute" -> attributes.get(String.valueOf(arguments[0]));
                    case "getVirtualServerName" -> "server";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
