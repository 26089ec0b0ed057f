package io.github.slackwater.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.State;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.SortedMap;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two applications that would have one name: two containers in one JVM are two virtual servers with one context path. */
class NamesTest extends ContainerTest {

    private final Container first = new TomcatContainer();
    private final Container second = new JettyContainer();

    @AfterEach
    void stopTheSecond() throws Exception {
        second.stop();
    }

    @Test
    void anApplicationOfTheSameNameIsCoveredUnderANameOfItsOwn() throws Exception {
        start(first);
        second.start(Map.of(), initializers);

        SortedMap<String, LifecycleMXBean> applications = applications();
        assertThat(applications).hasSize(2).containsKey("shop");
        String other = applications.lastKey();
        assertThat(other).startsWith("shop@");
        assertThat(logged.lines(Level.INFO)).singleElement().asString().contains("/shop is covered as " + other);

        assertThat(application(other).drain(10).state()).isEqualTo(State.DRAINED);
        assertThat(get(second, "/shop/hello").status()).isEqualTo(503);
        assertThat(get(first, "/shop/hello").status()).isEqualTo(200);
        assertThat(bean().getAdmittedTotal()).isEqualTo(1);
        assertThat(application(other).getAdmittedTotal()).isZero();
    }

    @Test
    void eachTakesOnlyItsOwnNameBack() throws Exception {
        start(first);
        second.start(Map.of(), initializers);

        first.undeploy();
        assertThat(applications()).hasSize(1).doesNotContainKey("shop");
        second.undeploy();
        assertThat(applications()).isEmpty();
    }

    private static LifecycleMXBean application(String name) throws Exception {
        return LifecycleMBeans.application(ManagementFactory.getPlatformMBeanServer(), name);
    }

    private static SortedMap<String, LifecycleMXBean> applications() throws IOException {
        return LifecycleMBeans.applications(ManagementFactory.getPlatformMBeanServer());
    }
}
