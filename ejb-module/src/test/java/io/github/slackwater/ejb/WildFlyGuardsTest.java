package io.github.slackwater.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.ActiveRequest;
import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.ServerLifecycle;
import io.github.slackwater.core.State;
import io.github.slackwater.core.SystemTimekeeper;
import io.github.slackwater.ejb.wildfly.WildFlyAdapter;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In a real service container, with deployments as WildFly builds them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WildFlyGuardsTest {

    private final MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();
    private final SystemTimekeeper time = new SystemTimekeeper("test");
    private final ServerLifecycle server = new ServerLifecycle(
            Configuration.read(Map.of("slackwater.lame-duck.max-seconds", "0")::get, null), "test", time);
    private final ServerGate gate = Gates.none(mbeans, time);
    private final Departures departures = new Departures(server, mbeans, gate, time);
    private final WildFlyServices services = new WildFlyServices();
    private final WildFlyAdapter adapter = new WildFlyAdapter();
    private ObjectName state;
    private @Nullable Shop shop;

    @BeforeEach
    void activate() throws JMException {
        state = new ObjectName("jboss.root:type=state");
        mbeans.registerMBean(new NoStates(), state);
        services.activate();
    }

    @AfterEach
    void end() throws Exception {
        adapter.remove();
        services.shutdown();
        if (shop != null) {
            shop.close();
        }
        mbeans.unregisterMBean(state);
        server.close();
        time.close();
    }

    @Test
    void nothingOfADeploymentStopsBeforeItsLastRequestHasEnded() throws Exception {
        adapter.install(departures, gate);
        Shop covered = deploy();
        ActiveRequest request = covered.request();
        CompletableFuture<Void> draining = covered.reaches(State.DRAINING);

        services.beginUndeploy("shop");
        draining.get();
        assertThat(services.serves("shop")).isTrue();
        request.leave();
        services.awaitStability();

        assertThat(services.serves("shop")).isFalse();
        assertThat(covered.state()).isEqualTo(State.DRAINED);
        assertThat(services.guards()).isZero();
    }

    @Test
    void anApplicationThatWasThereBeforeIsGuardedToo() throws Exception {
        Shop covered = deploy();
        adapter.install(departures, gate);
        services.awaitStability();

        services.beginUndeploy("shop");
        services.awaitStability();

        assertThat(covered.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void theNextVersionIsGuardedAgain() throws Exception {
        adapter.install(departures, gate);
        deploy();
        services.beginUndeploy("shop");
        services.awaitStability();
        assertThat(services.guards()).isZero();

        Shop next = deploy();
        assertThat(services.guards()).isEqualTo(1);
        services.beginUndeploy("shop");
        services.awaitStability();

        assertThat(next.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void ofADeploymentOfWhichOnlyAPartStopsTheApplicationIsDrainedAndOpenedAgain() throws Exception {
        adapter.install(departures, gate);
        Shop covered = deploy();
        CompletableFuture<Void> open = covered.reaches(State.SERVING);

        services.beginStopOfPart("shop");
        services.awaitStability();
        assertThat(covered.state()).isEqualTo(State.DRAINED);

        open.get();
        assertThat(covered.state()).isEqualTo(State.SERVING);
    }

    @Test
    void oneDeploymentIsNoBusinessOfAnother() throws Exception {
        adapter.install(departures, gate);
        services.deploy("bank", () -> {});
        Shop covered = deploy();

        services.beginUndeploy("bank");
        services.awaitStability();

        assertThat(services.serves("bank")).isFalse();
        assertThat(services.guards()).isEqualTo(1);
        assertThat(covered.state()).isEqualTo(State.SERVING);
    }

    @Test
    void anApplicationWithoutAWebServiceIsLeftAlone() throws Exception {
        adapter.install(departures, gate);
        shop = new Shop("elsewhere", mbeans, time);
        services.awaitStability();

        assertThat(services.guards()).isZero();
    }

    @Test
    void afterTheRemovalNothingIsHeldUp() throws Exception {
        adapter.install(departures, gate);
        Shop covered = deploy();
        assertThat(services.guards()).isEqualTo(1);

        adapter.remove();
        services.awaitStability();
        assertThat(services.guards()).isZero();
        services.beginUndeploy("shop");
        services.awaitStability();

        assertThat(covered.state()).isEqualTo(State.SERVING);
    }

    private Shop deploy() throws Exception {
        if (shop != null) {
            shop.close();
        }
        services.deploy("shop", () -> shop = newShop());
        return Objects.requireNonNull(shop);
    }

    private Shop newShop() {
        try {
            return new Shop("shop", mbeans, time);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is registered as a standard MBean needs an interface of its own. */
    public interface NoStatesMBean {}

    private static final class NoStates extends NotificationBroadcasterSupport implements NoStatesMBean {}
}
