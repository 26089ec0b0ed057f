package io.github.slackwater.filter;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that goes waits for its requests, and leaves nothing behind. */
class UndeployTest extends ContainerTest {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);

    private void pageThatBlocks() {
        shop.page("/slow", (request, response) -> {
            entered.countDown();
            await(leave);
            response.getWriter().print("finished");
        });
    }

    private Future<?> undeploy(Container container) {
        return threads.submit(() -> {
            container.undeploy();
            return null;
        });
    }

    private static void awaitClosedGate() {
        Awaitility.await()
                .untilAsserted(() -> assertThat(bean().getState().admits()).isFalse());
    }

    private static void assertNothingIsLeft() {
        assertThat(published()).isFalse();
        Awaitility.await()
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .noneMatch(thread -> thread.getName().equals("slackwater-shop")));
    }

    @ParameterizedTest
    @MethodSource("containers")
    void anIdleApplicationGoesAtOnceAndLeavesNothing(Container container) throws Exception {
        start(container);
        get(container, "/shop/hello");

        container.undeploy();

        assertNothingIsLeft();
        assertThat(logged.lines(Level.INFO)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aDeploymentThatFailsLeavesNothingThatOutlivesTheNext(Container container) throws Exception {
        initializers.add((none, context) -> context.addListener(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                throw new IllegalStateException("fails on purpose");
            }
        }));
        try {
            start(container);
        } catch (Exception refused) {
            assertThat(refused).hasStackTraceContaining("fails on purpose");
        }
        // Undertow tells nobody that what was initialized is not wanted any more: there our MBean is left until now.
        container.stop();

        initializers.remove(2);
        Container next = container.fresh();
        start(next);
        get(next, "/shop/hello");

        awaitNothingInFlight(1);
        next.undeploy();
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @MethodSource("containers")
    void anApplicationThatGoesWaitsForARequestInFlight(Container container) throws Exception {
        pageThatBlocks();
        start(container);

        Client client = client(container).send("GET", "/shop/slow");
        await(entered);
        Future<?> undeployed = undeploy(container);
        awaitClosedGate();
        leave.countDown();

        assertThat(client.receive().body()).isEqualTo("finished");
        undeployed.get(15, TimeUnit.SECONDS);
        assertNothingIsLeft();
        assertThat(logged.lines(Level.INFO))
                .singleElement()
                .asString()
                .matches("INFO Slackwater: shop goes; requests in flight: 1, waited \\d+ ms for them \\(DRAINED\\)");
    }

    @ParameterizedTest
    @MethodSource("containers")
    void anApplicationThatGoesWaitsForAnAsynchronousRequest(Container container) throws Exception {
        CompletableFuture<AsyncContext> started = new CompletableFuture<>();
        shop.page("/async", (request, response) -> started.complete(request.startAsync()));
        start(container);

        Client client = client(container).send("GET", "/shop/async");
        AsyncContext context = get(started);
        awaitDetached();
        Future<?> undeployed = undeploy(container);
        awaitClosedGate();
        context.getResponse().getWriter().print("finished");
        context.complete();

        assertThat(client.receive().body()).isEqualTo("finished");
        undeployed.get(15, TimeUnit.SECONDS);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @MethodSource("containers")
    void anApplicationThatGoesDoesNotWaitForEver(Container container) throws Exception {
        configure("drain-on-stop.timeout-seconds", "1");
        pageThatBlocks();
        start(container);

        Client client = client(container).send("GET", "/shop/slow");
        await(entered);
        undeploy(container).get(15, TimeUnit.SECONDS);

        assertNothingIsLeft();
        assertThat(logged.lines(Level.WARNING))
                .singleElement()
                .asString()
                .matches("WARNING Slackwater: shop goes after \\d+ ms; requests still in flight: 1:"
                        + " GET /shop/slow \\(SYNC, \\d+ ms, .+\\)");
        leave.countDown();
        client.close();
    }

    @ParameterizedTest
    @MethodSource("containers")
    void anApplicationThatMustNotWaitGoesAtOnce(Container container) throws Exception {
        configure("drain-on-stop.timeout-seconds", "0");
        pageThatBlocks();
        start(container);

        Client client = client(container).send("GET", "/shop/slow");
        await(entered);
        undeploy(container).get(15, TimeUnit.SECONDS);

        assertNothingIsLeft();
        leave.countDown();
        client.close();
    }
}
