package io.github.slackwater.core.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.slackwater.core.ActiveRequest;
import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.Description;
import io.github.slackwater.core.Lifecycle;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.Outcome;
import io.github.slackwater.core.RequestInfo;
import io.github.slackwater.core.ServerLifecycle;
import io.github.slackwater.core.State;
import io.github.slackwater.core.SystemTimekeeper;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.management.AttributeChangeNotification;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.StandardMBean;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The MBeans in a real MBean server, with real threads. */
@Timeout(60)
class LifecycleMBeansTest {

    private static final ObjectName SHOP = LifecycleMBeans.application("shop");

    private final MBeanServer mbeans = MBeanServerFactory.newMBeanServer();
    private final SystemTimekeeper time = new SystemTimekeeper("jmx-test");
    private final ApplicationLifecycle shop = application("shop");

    @AfterEach
    void end() {
        time.close();
    }

    @Test
    void parametersHaveNamesAndEverythingHasAText() throws Exception {
        LifecycleMBeans.register(mbeans, SHOP, shop);
        var info = mbeans.getMBeanInfo(SHOP);

        MBeanOperationInfo drain = operation("drain");
        assertThat(drain.getSignature()[0].getName()).isEqualTo("timeoutSeconds");
        assertThat(drain.getSignature()[0].getDescription()).contains("0 to 86400 seconds");
        assertThat(operation("interrupt").getSignature()[0].getName()).isEqualTo("id");
        assertThat(operation("status").getImpact()).isEqualTo(MBeanOperationInfo.INFO);
        assertThat(operation("resume").getImpact()).isEqualTo(MBeanOperationInfo.ACTION);
        assertThat(info.getDescription())
                .isEqualTo(
                        LifecycleMXBean.class.getAnnotation(Description.class).value());
        assertThat(Stream.<MBeanFeatureInfo>concat(
                        Arrays.stream(info.getOperations()), Arrays.stream(info.getAttributes())))
                .allSatisfy(feature ->
                        assertThat(feature.getDescription()).contains(" ").isNotEqualTo(feature.getName()));
    }

    @Test
    void onlyOpenTypesCrossTheWire() throws Exception {
        LifecycleMBeans.register(mbeans, SHOP, shop);

        assertThat(mbeans.getMBeanInfo(SHOP).getOperations()).allSatisfy(operation -> {
            assertThat(operation.getReturnType())
                    .isIn(String.class.getName(), CompositeData.class.getName(), CompositeData[].class.getName());
            for (MBeanParameterInfo parameter : operation.getSignature()) {
                assertThat(parameter.getType()).matches("int|java.lang.String");
            }
        });
        CompositeData status = (CompositeData) mbeans.invoke(SHOP, "status", null, null);
        assertThat(status.get("state")).isEqualTo("SERVING");
        assertThat(status.get("lastDrain")).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 90_000, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void aTimeoutOutOfRangeIsNamedAndChangesNothing(int seconds) throws Exception {
        LifecycleMBeans.register(mbeans, SHOP, shop);

        assertThatThrownBy(() -> mbeans.invoke(SHOP, "drain", new Object[] {seconds}, new String[] {"int"}))
                .isInstanceOf(RuntimeMBeanException.class)
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasRootCauseMessage("timeoutSeconds: " + seconds + " (expected 0..86400)");
        assertThat(shop.state()).isEqualTo(State.SERVING);
    }

    @Test
    void aProxyGivesTheSameValues() throws Exception {
        LifecycleMBeans.register(mbeans, SHOP, shop);
        ActiveRequest request = Objects.requireNonNull(shop.enter("GET", "/cart"));
        LifecycleMXBean proxy = LifecycleMBeans.application(mbeans, "shop");

        assertThat(proxy.activeRequests())
                .singleElement()
                .extracting(RequestInfo::path)
                .isEqualTo("/cart");
        request.leave();
        assertThat(proxy.drain(30).outcome()).isEqualTo(Outcome.DRAINED);
        assertThat(proxy.status().lastDrain()).isEqualTo(shop.bean().status().lastDrain());
        assertThat(proxy.resume().state()).isEqualTo(State.SERVING);
    }

    @Test
    void theApplicationsOfADeploymentAreFoundByItsName() throws Exception {
        LifecycleMBeans.register(mbeans, SHOP, shop, "server/shop", "store");
        LifecycleMBeans.register(
                mbeans, LifecycleMBeans.application("bank"), application("bank"), "server/bank", "bank");
        LifecycleMBeans.register(mbeans, LifecycleMBeans.application("other"), application("other"));

        assertThat(LifecycleMBeans.applicationsOf(mbeans, "store")).containsExactly("shop");
        assertThat(LifecycleMBeans.applicationsOf(mbeans, "nowhere")).isEmpty();
    }

    @Test
    void changesAndTheEndOfADrainAreNotified() throws Exception {
        BlockingQueue<Notification> heard = new LinkedBlockingQueue<>();
        LifecycleMBeans.register(mbeans, SHOP, shop);
        mbeans.addNotificationListener(SHOP, (notification, handback) -> heard.add(notification), null, null);

        LifecycleMBeans.application(mbeans, "shop").drain(30);

        assertThat(next(heard)).isInstanceOfSatisfying(AttributeChangeNotification.class, change -> {
            assertThat(change.getOldValue()).isEqualTo("SERVING");
            assertThat(change.getNewValue()).isEqualTo("LAME_DUCK");
            assertThat(change.getSource()).isEqualTo(SHOP);
            assertThat(change.getUserData()).as("the drain").isEqualTo(1L);
        });
        next(heard);
        next(heard);
        Notification ended = next(heard);
        assertThat(ended.getType()).isEqualTo("slackwater.drain.ended");
        assertThat(ended.getUserData())
                .isInstanceOfSatisfying(
                        CompositeData.class,
                        report -> assertThat(report.get("outcome")).isEqualTo("DRAINED"));
    }

    /** Nobody could remove it later; whoever keeps the MBean would keep the listener and all that it knows. */
    @Test
    void oneThatIsTakenBackLetsGoOfItsListeners() throws Exception {
        List<Notification> heard = new ArrayList<>();
        LifecycleMBean mbean = new LifecycleMBean(shop, "home", "deployment");
        mbeans.registerMBean(mbean, SHOP);
        mbeans.addNotificationListener(SHOP, (notification, handback) -> heard.add(notification), null, null);
        mbean.stateChanged(shop, State.SERVING, State.LAME_DUCK, 1);
        assertThat(heard).hasSize(1);

        mbeans.unregisterMBean(SHOP);

        mbean.stateChanged(shop, State.LAME_DUCK, State.SERVING, 1);
        assertThat(heard).hasSize(1);
    }

    @Test
    void whoStopsListeningHearsNoMore() throws Exception {
        List<Notification> heard = new ArrayList<>();
        NotificationListener listener = (notification, handback) -> heard.add(notification);
        LifecycleMBean mbean = new LifecycleMBean(shop, "home", "deployment");
        mbeans.registerMBean(mbean, SHOP);
        mbeans.addNotificationListener(SHOP, listener, null, null);
        mbeans.removeNotificationListener(SHOP, listener);
        mbeans.addNotificationListener(SHOP, listener, null, "handback");
        mbeans.removeNotificationListener(SHOP, listener, null, "handback");

        mbean.stateChanged(shop, State.SERVING, State.LAME_DUCK, 1);

        assertThat(heard).isEmpty();
    }

    /** Whoever keeps the lifecycle would keep the MBean. */
    @Test
    void oneThatIsTakenBackListensNoMore() throws Exception {
        List<String> called = new ArrayList<>();
        Lifecycle listened = (Lifecycle) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Lifecycle.class}, (proxy, method, arguments) -> {
                    called.add(method.getName());
                    return method.invoke(shop, arguments);
                });

        LifecycleMBeans.register(mbeans, SHOP, listened).close();

        assertThat(called).containsSubsequence("addListener", "removeListener");
        LifecycleMBeans.register(mbeans, SHOP, application("shop"), "server/shop");
        called.clear();
        assertThatThrownBy(() -> LifecycleMBeans.register(mbeans, SHOP, listened, "host2/shop"))
                .isInstanceOf(InstanceAlreadyExistsException.class);
        assertThat(called).as("one that could not be published").containsSubsequence("addListener", "removeListener");
    }

    @Test
    void oneThatIsLeftOverIsReplacedAndItsOwnerCannotTakeTheNewOneAway() throws Exception {
        Registration old = LifecycleMBeans.register(mbeans, SHOP, shop);
        Registration fresh = LifecycleMBeans.register(mbeans, SHOP, application("shop"));

        old.close();
        assertThat(mbeans.isRegistered(SHOP)).isTrue();
        fresh.close();
        assertThat(mbeans.isRegistered(SHOP)).isFalse();
        fresh.close();
    }

    @Test
    void oneThatLivesElsewhereKeepsItsName() throws Exception {
        Registration first = LifecycleMBeans.register(mbeans, SHOP, shop, "server/shop");
        ApplicationLifecycle other = application("shop");

        assertThatThrownBy(() -> LifecycleMBeans.register(mbeans, SHOP, other, "host2/shop"))
                .isInstanceOf(InstanceAlreadyExistsException.class);

        assertThat(LifecycleMBeans.home(mbeans, SHOP)).isEqualTo("server/shop");
        first.close();
        assertThat(LifecycleMBeans.home(mbeans, SHOP)).isNull();
    }

    /** As one whose class loader was closed under it. */
    @Test
    void oneThatNoLongerAnswersIsReplaced() throws Exception {
        mbeans.registerMBean(new Unanswering(), SHOP);

        LifecycleMBeans.register(mbeans, SHOP, shop, "server/shop");

        assertThat(LifecycleMBeans.home(mbeans, SHOP)).isEqualTo("server/shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "ROOT", "a/b", "a,b=\"c\"*?", "", "line\nbreak"})
    void anyNameSurvivesTheObjectName(String name) {
        assertThat(LifecycleMBeans.applicationName(LifecycleMBeans.application(name)))
                .isEqualTo(name);
        assertThat(LifecycleMBeans.APPLICATIONS.apply(LifecycleMBeans.application(name)))
                .isTrue();
    }

    /** As Payara Server's does. */
    private MBeanServer wrapping() {
        return (MBeanServer) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MBeanServer.class},
                (proxy, method, arguments) -> method.invoke(mbeans, arguments));
    }

    @Test
    void theCallerGetsTheExceptionThatTheMBeanThrewHoweverTheServerWrapsIt() throws Exception {
        Registration registration = LifecycleMBeans.register(mbeans, SHOP, shop);
        LifecycleMXBean proxy = LifecycleMBeans.application(wrapping(), "shop");

        assertThatThrownBy(() -> proxy.drain(-1))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeoutSeconds: -1 (expected 0..86400)");
        registration.close();
        assertThatThrownBy(proxy::resume).hasCauseExactlyInstanceOf(InstanceNotFoundException.class);
    }

    @Test
    void whatIsNotThereIsSaidSo() {
        assertThatThrownBy(() -> LifecycleMBeans.server(mbeans)).isInstanceOf(InstanceNotFoundException.class);
        assertThatThrownBy(() -> LifecycleMBeans.application(mbeans, "nobody"))
                .isInstanceOf(InstanceNotFoundException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void theServerFindsApplicationsThatComeAndGoAndDrainsThem() throws Exception {
        Registration early = LifecycleMBeans.register(mbeans, SHOP, shop);
        ServerLifecycle server = new ServerLifecycle(configuration(), "portable", time);
        try (ApplicationMBeans watch = ApplicationMBeans.watch(mbeans, server)) {
            assertThat(watch).isNotNull();
            ApplicationLifecycle bank = application("bank");
            LifecycleMBeans.register(mbeans, LifecycleMBeans.application("bank"), bank);
            LifecycleMBeans.register(mbeans, LifecycleMBeans.SERVER, server);
            LifecycleMXBean operator = LifecycleMBeans.server(mbeans);
            assertThat(operator.status().applications()).hasSize(2);
            ActiveRequest slow = Objects.requireNonNull(bank.enter("GET", "/transfer"));

            assertThat(operator.beginDrain(30).state()).isNotEqualTo(State.SERVING);
            Thread ending = new Thread(() -> {
                while (bank.state() != State.DRAINING) {
                    Thread.onSpinWait();
                }
                slow.leave();
            });
            ending.start();
            assertThat(operator.drain(30).outcome()).isEqualTo(Outcome.DRAINED);
            assertThat(operator.getState()).isEqualTo(State.DRAINED);
            assertThat(shop.state()).isEqualTo(State.DRAINED);
            assertThat(operator.resume().state()).isEqualTo(State.SERVING);
            assertThat(bank.state()).isEqualTo(State.SERVING);

            early.close();
            assertThat(operator.status().applications()).hasSize(1);
        }
    }

    @Test
    void theServerDoesNotWaitForAnApplicationWhoseMBeanHasGone() throws Exception {
        Registration registration = LifecycleMBeans.register(mbeans, SHOP, shop);
        ServerLifecycle server = new ServerLifecycle(configuration(), "portable", time);
        try (ApplicationMBeans watch = ApplicationMBeans.watch(mbeans, server)) {
            assertThat(watch).isNotNull();
            assertThat(shop.enter("GET", "/slow")).isNotNull();
            var report = server.drain(Duration.ofSeconds(60), false).toCompletableFuture();

            registration.close();

            assertThat(report.get(30, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.DRAINED);
        }
        server.close();
    }

    private static final class Unanswering extends StandardMBean {
        Unanswering() {
            super(() -> "", Supplier.class, false);
        }

        @Override
        public Object getAttribute(String attribute) {
            throw new NoClassDefFoundError("io/github/slackwater/core/Status");
        }
    }

    private MBeanOperationInfo operation(String name) throws Exception {
        return Arrays.stream(mbeans.getMBeanInfo(SHOP).getOperations())
                .filter(operation -> operation.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Notification next(BlockingQueue<Notification> heard) throws InterruptedException {
        return Objects.requireNonNull(heard.poll(20, TimeUnit.SECONDS), "no notification within 20 s");
    }

    private ApplicationLifecycle application(String name) {
        return new ApplicationLifecycle(name, configuration(), "portable", time);
    }

    private static Configuration configuration() {
        return Configuration.read(Map.of("slackwater.lame-duck.quiet-seconds", "0")::get, null);
    }
}
