package io.github.slackwater.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.core.State;
import io.github.slackwater.core.SystemTimekeeper;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ServerGateTest {

    private final MBeanServer mbeans = MBeanServerFactory.newMBeanServer();
    private final SystemTimekeeper time = new SystemTimekeeper("test");
    private final ServerGate gate = Gates.none(mbeans, time);

    @AfterEach
    void close() {
        gate.close();
        time.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/shop,            shop",
        "/shop/,           shop",
        "/shop/cart/1,     shop",
        "/shop/admin,      shop/admin",
        "/shop/admin/x,    shop/admin",
        "/shop/administer, shop",
        "/shopping,        ROOT",
        "/,                ROOT",
        "/bank/x,          bank",
    })
    void theLongestContextPathHasTheRequest(String path, String application) {
        gate.cover("/shop", "host");
        gate.cover("shop/admin", "host");
        gate.cover("/bank", "host");
        gate.cover("", "host");

        assertThat(found(path).name()).isEqualTo(application);
    }

    @Test
    void whatNoApplicationHasIsLeftToTheServerAndSoIsWhatIsExempt() {
        gate.cover("/shop", "host");

        assertThat(gate.find("/bank")).isNull();
        assertThat(gate.find("/")).isNull();
        assertThat(gate.find("/shop/health/ready")).isNull();
    }

    @Test
    void closedItWaitsForThoseForWhomThereIsNoPlaceAtOnce() {
        AtomicInteger tries = new AtomicInteger();
        Duration again = Duration.ofMillis(20);
        gate.after(again, () -> {
            tries.incrementAndGet();
            gate.after(again, tries::incrementAndGet);
        });

        gate.close();
        time.close();

        assertThat(tries).hasValue(2);
    }

    @Test
    void anApplicationThatComesAgainFindsItsGateAsItLeftIt() {
        gate.cover("/shop", "host");
        ApplicationLifecycle shop = found("/shop");
        assertThat(gate.hold("shop")).isTrue();

        gate.cover("/shop", "host");

        assertThat(found("/shop")).isSameAs(shop);
        assertThat(shop.state()).isEqualTo(State.DRAINED);
        assertThat(gate.hold("nowhere")).isFalse();
    }

    @Test
    void eachHasItsMBeanUntilItHasGoneForGood() throws Exception {
        gate.cover("/shop", "host");
        gate.cover("/bank", "host");
        assertThat(LifecycleMBeans.applications(mbeans).keySet()).containsExactly("bank", "shop");

        gate.uncover("bank");
        assertThat(LifecycleMBeans.applications(mbeans).keySet()).containsExactly("shop");
        assertThat(gate.find("/bank")).isNull();

        gate.close();
        assertThat(LifecycleMBeans.applications(mbeans)).isEmpty();
    }

    @Test
    void whoGoesForGoodAndWhoClosesLetTheParkedThrough() throws Exception {
        gate.cover("/shop", "host");
        gate.cover("/bank", "host");
        CompletableFuture<Boolean> shop = park("shop");
        CompletableFuture<Boolean> bank = park("bank");

        gate.uncover("bank");
        assertThat(bank.get()).isTrue();
        assertThat(shop).isNotDone();
        gate.close();
        assertThat(shop.get()).isTrue();
    }

    @Test
    void aServerThatStopsRefusesTheParkedAndOpensNothing() throws Exception {
        gate.cover("/shop", "host");
        CompletableFuture<Boolean> parked = park("shop");
        ApplicationLifecycle shop = found("/shop");

        gate.stopParking();
        assertThat(parked.get()).isFalse();
        assertThat(park("shop").get()).isFalse();
        gate.close();
        assertThat(shop.state()).isEqualTo(State.DRAINED);
    }

    private CompletableFuture<Boolean> park(String application) {
        gate.hold(application);
        return Parked.at(found("/" + application));
    }

    private ApplicationLifecycle found(String path) {
        ApplicationLifecycle found = gate.find(path);
        assertThat(found).as(path).isNotNull();
        return Objects.requireNonNull(found);
    }
}
