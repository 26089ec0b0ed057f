package io.github.slackwater.ejb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.LifecycleEvents;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.ServerLifecycle;
import io.github.slackwater.core.State;
import io.github.slackwater.core.SystemTimekeeper;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanRegistrationException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class RunningTest {

    private final MBeanServer mbeans = MBeanServerFactory.newMBeanServer();
    private final SystemTimekeeper time = new SystemTimekeeper("test");
    private final Configuration configuration =
            Configuration.read(Map.of("slackwater.lame-duck.max-seconds", "0")::get, null);
    private final Recorder adapter = new Recorder();
    private Shop shop;

    @BeforeEach
    void deploy() throws Exception {
        shop = new Shop("shop", mbeans, time);
    }

    @AfterEach
    void close() {
        shop.close();
        time.close();
    }

    @Test
    void itPublishesTheServerWithTheApplicationsThatAreThere() throws Exception {
        try (Running running = start(mbeans, adapter)) {
            LifecycleMXBean server = LifecycleMBeans.server(mbeans);

            assertThat(running).isNotNull();
            assertThat(server.status().adapter()).isEqualTo("recorder");
            assertThat(server.status().applications())
                    .singleElement()
                    .satisfies(application -> assertThat(application.name()).isEqualTo("shop"));
        }
    }

    @Test
    void nothingIsLeftWhenItHasClosed() {
        Running running = start(mbeans, adapter);
        running.close();
        running.close();

        assertThat(mbeans.isRegistered(LifecycleMBeans.SERVER)).isFalse();
        assertThat(adapter.calls).containsExactly("install", "remove");
    }

    @Test
    void anMBeanOfADeploymentThatFailedIsReplaced() throws Exception {
        ServerLifecycle stale = new ServerLifecycle(configuration, "stale", time);
        LifecycleMBeans.register(mbeans, LifecycleMBeans.SERVER, stale);

        try (Running running = start(mbeans, adapter)) {
            assertThat(running).isNotNull();
            assertThat(LifecycleMBeans.server(mbeans).status().adapter()).isEqualTo("recorder");
        }
        stale.close();
    }

    @Test
    void aSecondCopyChangesNothingAndSaysWhereTheFirstIs() throws Exception {
        ServerLifecycle first = new ServerLifecycle(configuration, "first", time);
        LifecycleMBeans.register(mbeans, LifecycleMBeans.SERVER, first, "file:/applications/first/");

        assertThatThrownBy(() -> start(mbeans, adapter))
                .isInstanceOf(SecondCopyException.class)
                .hasMessageContaining("from file:/applications/first/;");

        assertThat(LifecycleMBeans.server(mbeans).status().adapter()).isEqualTo("first");
        assertThat(adapter.calls).isEmpty();
        first.close();
    }

    @Test
    void ofTwoThatStartAtTheSameMomentOneIsTheSecondCopy() throws Exception {
        ServerLifecycle first = new ServerLifecycle(configuration, "first", time);
        adapter.onInstall = () -> LifecycleMBeans.register(mbeans, LifecycleMBeans.SERVER, first, "elsewhere");

        assertThatThrownBy(() -> start(mbeans, adapter))
                .isInstanceOf(SecondCopyException.class)
                .hasMessageContaining("from elsewhere;");

        assertThat(LifecycleMBeans.server(mbeans).status().adapter()).isEqualTo("first");
        assertThat(adapter.calls).containsExactly("install", "remove");
        first.close();
    }

    /** There is none on the class path of this test, as in a server without it. */
    @Test
    void withoutMicroProfileHealthItSaysWhereReadinessIs() {
        try (Logged logged = Logged.by(Running.class);
                Running running = start(mbeans, adapter)) {
            assertThat(running).isNotNull();
            assertThat(logged.messages())
                    .singleElement()
                    .asString()
                    .startsWith("Slackwater ")
                    .contains("is ready: adapter recorder, 1 application covered")
                    .endsWith("no MicroProfile Health: readiness is at /slackwater/ready only");
        }
    }

    @Test
    void anAdapterThatCannotInstallGivesWayToTheNext() throws Exception {
        adapter.failure = new NoSuchMethodError("Events.register");

        try (Running running = start(mbeans, adapter)) {
            assertThat(running).isNotNull();
            assertThat(LifecycleMBeans.server(mbeans).status().adapter()).isEqualTo("portable");
        }
        assertThat(adapter.calls).containsExactly("install");
    }

    @Test
    void whatWasDoneBeforeAFailureIsUndone() {
        MBeanServer refusing = refusing();

        assertThatIllegalStateException()
                .isThrownBy(() -> start(refusing, adapter))
                .withMessageContaining("the MBean server refuses");

        assertThat(adapter.calls).containsExactly("install", "remove");
    }

    @Test
    void undeployedWhileTheServerIsDrainedItOpensTheApplicationsFirst() throws Exception {
        List<Object> events = new CopyOnWriteArrayList<>();
        Running running = start(mbeans, adapter, events);
        LifecycleMBeans.server(mbeans).drain(5);
        assertThat(shop.state()).isEqualTo(State.DRAINED);

        running.close();

        assertThat(shop.state()).isEqualTo(State.SERVING);
        assertThat(events).isNotEmpty();
    }

    @Test
    void undeployedBecauseTheServerStopsItOpensNothing() throws Exception {
        Running running = start(mbeans, adapter);
        LifecycleMBeans.server(mbeans).drain(5);
        adapter.stopping = true;

        running.close();

        assertThat(shop.state()).isEqualTo(State.DRAINED);
    }

    private Running start(MBeanServer target, ServerAdapter wanted) {
        return start(target, wanted, new ArrayList<>());
    }

    private Running start(MBeanServer target, ServerAdapter wanted, List<Object> events) {
        return Running.start(
                target,
                configuration,
                List.of(wanted, new PortableAdapter()),
                new LifecycleEvents(events::add, getClass().getClassLoader()));
    }

    /** Does all, but registers nothing. */
    private MBeanServer refusing() {
        return (MBeanServer) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MBeanServer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("registerMBean")) {
                        throw new MBeanRegistrationException(new IllegalStateException("no more"), "refused");
                    }
                    try {
                        return method.invoke(mbeans, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static final class Recorder implements ServerAdapter {
        private final List<String> calls = new ArrayList<>();
        private @Nullable Error failure;
        private @Nullable Callable<?> onInstall;
        private boolean stopping;

        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public void install(Departures departures, ServerGate gate) {
            calls.add("install");
            if (failure != null) {
                throw failure;
            }
            try {
                if (onInstall != null) {
                    onInstall.call();
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void remove() {
            calls.add("remove");
        }

        @Override
        public boolean isServerStopping() {
            return stopping;
        }
    }
}
