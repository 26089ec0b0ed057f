package io.github.slackwater.ejb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.slackwater.core.ActiveRequest;
import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.ServerLifecycle;
import io.github.slackwater.core.State;
import io.github.slackwater.core.SystemTimekeeper;
import io.github.slackwater.core.jmx.ApplicationMBeans;
import io.github.slackwater.ejb.wildfly.WildFlyAdapter;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.management.AttributeChangeNotification;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a stand-in for the MBean by which WildFly tells of its states, and a service container as WildFly has one. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class WildFlyAdapterTest {

    private static final String RUNNING_STATE = "RunningState";

    private final MBeanServer platform = ManagementFactory.getPlatformMBeanServer();
    private final MBeanServer mbeans = MBeanServerFactory.newMBeanServer();
    private final SystemTimekeeper time = new SystemTimekeeper("test");
    private final ServerLifecycle server = new ServerLifecycle(
            Configuration.read(Map.of("slackwater.lame-duck.max-seconds", "0")::get, null), "test", time);
    private final ServerGate gate = Gates.none(mbeans, time);
    private final Departures departures = new Departures(server, mbeans, gate, time);
    private final States states = new States();
    private final WildFlyServices services = new WildFlyServices();
    private final WildFlyAdapter adapter = new WildFlyAdapter();
    private ObjectName name;
    private Shop shop;
    private ApplicationMBeans watch;

    @BeforeEach
    void install() throws JMException {
        name = new ObjectName("jboss.root:type=state");
        platform.registerMBean(states, name);
        services.activate();
        shop = new Shop("shop", mbeans, time);
        watch = ApplicationMBeans.watch(mbeans, server);
        adapter.install(departures, gate);
    }

    @AfterEach
    void end() throws Exception {
        if (platform.isRegistered(name)) {
            platform.unregisterMBean(name);
        }
        adapter.remove();
        services.shutdown();
        watch.close();
        shop.close();
        server.close();
        time.close();
    }

    @Test
    void itIsChosenWhereTheMBeanIs() throws JMException {
        ClassLoader loader = getClass().getClassLoader();
        assertThat(ServerAdapters.choose(loader, false).get(0).name()).isEqualTo("portable (WildFly events)");

        platform.unregisterMBean(name);
        assertThat(ServerAdapters.choose(loader, false).get(0).name()).isEqualTo("portable");
    }

    @Test
    void aSuspensionIsHeldUpUntilTheLastRequestHasEnded() throws Exception {
        ActiveRequest request = shop.request();
        CompletableFuture<Void> draining = shop.reaches(State.DRAINING);
        CompletableFuture<Void> suspension =
                CompletableFuture.runAsync(() -> states.change(RUNNING_STATE, "normal", "suspending"));

        draining.get();
        assertThat(suspension).isNotDone();
        request.leave();
        suspension.get();

        assertThat(server.state()).isEqualTo(State.DRAINED);
        assertThat(adapter.isServerStopping()).isFalse();
    }

    @Test
    void aResumeOpensAgain() {
        states.change(RUNNING_STATE, "normal", "suspending");
        states.change(RUNNING_STATE, "suspending", "suspended");
        assertThat(server.state()).isEqualTo(State.DRAINED);

        states.change(RUNNING_STATE, "suspended", "normal");
        assertThat(server.state()).isEqualTo(State.SERVING);
    }

    @Test
    void aStopAfterASuspensionIsNotHeldUpAgain() throws Exception {
        states.change(RUNNING_STATE, "normal", "suspending");
        server.bean().resume();
        ActiveRequest late = shop.request();
        states.change(RUNNING_STATE, "suspending", "stopping");

        assertThat(adapter.isServerStopping()).isTrue();
        assertThat(shop.state()).isEqualTo(State.SERVING);
        late.leave();
    }

    @Test
    void aStopWithoutASuspensionIsHeldUp() {
        states.change(RUNNING_STATE, "normal", "stopping");

        assertThat(adapter.isServerStopping()).isTrue();
        assertThat(server.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void aServerThatIsSuspendedWhileItStartsIsLeftAlone() {
        states.change(RUNNING_STATE, "starting", "suspended");
        assertThat(server.state()).isEqualTo(State.SERVING);

        states.change(RUNNING_STATE, "suspended", "normal");
        assertThat(server.state()).isEqualTo(State.SERVING);
    }

    @Test
    void otherAttributesAreLeftAlone() {
        states.change("RuntimeConfigurationState", "normal", "stopping");

        assertThat(server.state()).isEqualTo(State.SERVING);
    }

    @Test
    void nothingIsHeardAfterItWasRemoved() throws JMException {
        adapter.remove();
        states.change(RUNNING_STATE, "normal", "suspending");
        assertThat(server.state()).isEqualTo(State.SERVING);

        adapter.install(departures, gate);
        platform.unregisterMBean(name);
        adapter.remove();
        adapter.remove();
        assertThat(adapter.isServerStopping()).isFalse();
    }

    @Test
    void withoutTheMBeanItDoesNotInstall() throws JMException {
        platform.unregisterMBean(name);

        assertThatThrownBy(() -> new WildFlyAdapter().install(departures, gate))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no MBean jboss.root:type=state");
    }

    /** What is registered as a standard MBean needs an interface of its own. */
    public interface StatesMBean {}

    private static final class States extends NotificationBroadcasterSupport implements StatesMBean {
        void change(String attribute, String from, String to) {
            sendNotification(
                    new AttributeChangeNotification(this, 1, 1, "changed", attribute, "java.lang.String", from, to));
        }
    }
}
