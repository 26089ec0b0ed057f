package io.github.slackwater.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.Lifecycle;
import io.github.slackwater.core.LifecycleListener;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.State;
import io.github.slackwater.core.SystemTimekeeper;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.core.jmx.Registration;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.MBeanServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A gate of the server before an application that has the filter: it comes first, or later, and goes. */
class BehindAGateTest extends ContainerTest {

    private static final MBeanServer MBEANS = ManagementFactory.getPlatformMBeanServer();

    private final SystemTimekeeper time = new SystemTimekeeper("test");
    private final ApplicationLifecycle gate =
            new ApplicationLifecycle("shop", Configuration.read(key -> null, null), "gate", time);

    @AfterEach
    void closeTheGate() {
        gate.close();
        time.close();
    }

    @Test
    void theFilterStandsAsideWhereAGateIsThereAndHasTheNameWhenThatGoes() throws Exception {
        Registration registration = LifecycleMBeans.registerGate(MBEANS, gate, "/shop");
        TomcatContainer container = new TomcatContainer();
        start(container);
        assertThat(adapters()).containsExactly("gate");

        registration.close();
        assertThat(adapters()).containsExactly("portable");
        container.undeploy();
        assertThat(adapters()).isEmpty();
    }

    @Test
    void aGateThatComesLaterTakesTheNameAndGivesItBack() throws Exception {
        TomcatContainer container = new TomcatContainer();
        start(container);
        assertThat(adapters()).containsExactly("portable");

        for (int i = 0; i < 2; i++) {
            Registration registration = LifecycleMBeans.registerGate(MBEANS, gate, "/shop");
            assertThat(adapters()).containsExactly("gate");
            registration.close();
            assertThat(adapters()).containsExactly("portable");
        }

        Registration registration = LifecycleMBeans.registerGate(MBEANS, gate, "/shop");
        container.undeploy();
        assertThat(adapters()).containsExactly("gate");
        registration.close();
        assertThat(adapters()).isEmpty();
    }

    @Test
    void whatHappensAtTheGateIsToldToTheApplication() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        LifecycleListener observer = new LifecycleListener() {
            @Override
            public void stateChanged(Lifecycle lifecycle, State from, State to, long drain) {
                told.add(lifecycle.name() + " " + from + " " + to + " " + drain);
            }

            @Override
            public void drainEnded(Lifecycle lifecycle, DrainReport report) {
                told.add(report.outcome() + " " + report.inFlight());
            }
        };
        GateWatch.Turn nothing = new GateWatch.Turn() {
            @Override
            public void gateHasCome() {}

            @Override
            public void gateHasGone() {}
        };
        try (Registration registration = LifecycleMBeans.registerGate(MBEANS, gate, "/shop");
                GateWatch watch = new GateWatch(MBEANS, "shop", "/shop", gate, observer, nothing)) {
            assertThat(registration).isNotNull();
            watch.open();
            var request = Objects.requireNonNull(gate.enter("GET", "/shop"));
            gate.drain(Duration.ofMillis(1), false);
            awaitTold(told, "shop SERVING DRAINING 1", "TIMED_OUT 1");
            request.leave();
            awaitTold(told, "shop SERVING DRAINING 1", "TIMED_OUT 1", "shop DRAINING DRAINED 1");
        }
    }

    private static void awaitTold(List<String> told, String... expected) {
        Awaitility.await().untilAsserted(() -> assertThat(told).containsExactly(expected));
    }

    /** Of the applications that are published; this JVM has one shop, if any. */
    private static List<String> adapters() throws IOException {
        SortedMap<String, LifecycleMXBean> applications = LifecycleMBeans.applications(MBEANS);
        assertThat(applications.keySet()).isSubsetOf("shop");
        return applications.values().stream()
                .map(application -> application.status().adapter())
                .toList();
    }
}
