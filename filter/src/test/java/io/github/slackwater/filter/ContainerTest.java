package io.github.slackwater.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.RequestInfo;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.InstanceNotFoundException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.provider.Arguments;

/** What the tests on containers have in common. Each test gets an application of its own. */
abstract class ContainerTest {

    static final String APPLICATION = "slackwater.application.\"shop\".";

    final Shop shop = new Shop();
    final List<ServletContainerInitializer> initializers = new ArrayList<>(List.of(new DrainFilterInitializer(), shop));
    final ExecutorService threads = Executors.newCachedThreadPool();
    final Logged logged = Logged.start();

    private final List<String> properties = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private @Nullable Container running;

    static Stream<Arguments> containers() {
        return Stream.of(
                Arguments.argumentSet("Tomcat", new TomcatContainer()),
                Arguments.argumentSet("Jetty", new JettyContainer()),
                Arguments.argumentSet("Undertow", new UndertowContainer()));
    }

    void start(Container container, String... contextParameter) throws Exception {
        // A drain closes the gate at once; what comes before is asked for by lameDuck().
        configure("lame-duck.max-seconds", "0");
        running = container;
        container.start(
                contextParameter.length == 0 ? Map.of() : Map.of(contextParameter[0], contextParameter[1]),
                initializers);
    }

    void configure(String key, String value) {
        System.setProperty(APPLICATION + key, value);
        properties.add(APPLICATION + key);
    }

    Client client(Container container) throws IOException {
        Client client = new Client(container.port());
        clients.add(client);
        return client;
    }

    Client.Response get(Container container, String path, String... headers) throws IOException {
        return client(container).send("GET", path, headers).receive();
    }

    static LifecycleMXBean bean() {
        try {
            return LifecycleMBeans.application(ManagementFactory.getPlatformMBeanServer(), "shop");
        } catch (IOException | InstanceNotFoundException e) {
            throw new AssertionError("no MBean", e);
        }
    }

    static boolean published() {
        return ManagementFactory.getPlatformMBeanServer().isRegistered(LifecycleMBeans.application("shop"));
    }

    static RequestInfo theOnlyRequest() {
        List<RequestInfo> requests = bean().activeRequests();
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    /** The count returns to zero, and so many requests have passed. */
    static void awaitNothingInFlight(int admitted) {
        Awaitility.await().untilAsserted(() -> {
            assertThat(bean().getActiveRequests()).isZero();
            assertThat(bean().activeRequests()).isEmpty();
        });
        assertThat(bean().getAdmittedTotal()).isEqualTo(admitted);
    }

    static void awaitDetached() {
        Awaitility.await()
                .untilAsserted(() -> assertThat(theOnlyRequest().thread()).isNull());
    }

    static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(15, TimeUnit.SECONDS)).as("the latch").isTrue();
    }

    static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(15, TimeUnit.SECONDS);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (Client client : clients) {
            client.close();
        }
        if (running != null) {
            running.stop();
        }
        properties.forEach(System::clearProperty);
        logged.close();
        threads.shutdownNow();
    }
}
