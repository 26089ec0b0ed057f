package io.github.slackwater.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.Outcome;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client sees before, at and behind a closed gate. */
class RefusalTest extends ContainerTest {

    private final List<String> reached = new CopyOnWriteArrayList<>();

    private void startClosed(Container container) throws Exception {
        shop.page("/orders", (request, response) -> reached.add(request.getMethod()));
        initializers.add((none, context) -> {
            var registration = context.addFilter("the application's own", (request, response, chain) -> {
                reached.add("filter");
                chain.doFilter(request, response);
            });
            registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
        });
        start(container);
        assertThat(bean().drain(15).outcome()).isEqualTo(Outcome.DRAINED);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aRefusedRequestHasNoSideEffect(Container container) throws Exception {
        startClosed(container);

        // The body never comes: who waits for it, never answers.
        Client.Response response = client(container)
                .send("POST", "/shop/orders?item=%3Cscript%3E", "Content-Length: 10", "X-Probe: <script>")
                .receive();

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.header("Retry-After")).isEqualTo("5");
        assertThat(response.header("Connection")).isEqualTo("close");
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
        assertThat(response.header("Set-Cookie")).isNull();
        assertThat(response.header("Content-Type")).startsWith("text/plain");
        assertThat(response.body())
                .isEqualTo("This application is draining and takes no new requests. Try again in 5 seconds.\n");
        assertThat(response.toString()).doesNotContain("script");
        assertThat(reached).isEmpty();
        assertThat(bean().getRejectedTotal()).isEqualTo(1);
        awaitNothingInFlight(0);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void theBodyIsJsonForThoseWhoPreferIt(Container container) throws Exception {
        configure("retry-after-seconds", "7");
        startClosed(container);

        Client.Response response = get(container, "/shop/orders", "Accept: application/json, text/plain, */*");

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.header("Retry-After")).isEqualTo("7");
        assertThat(response.header("Content-Type")).startsWith("application/json");
        assertThat(response.body())
                .isEqualTo(
                        "{\"status\":503,\"title\":\"Service Unavailable\",\"detail\":\"This application is draining and"
                                + " takes no new requests. Try again in 7 seconds.\",\"retryAfterSeconds\":7}\n");
    }

    @ParameterizedTest
    @MethodSource("containers")
    void anExemptPathPassesAClosedGateAndIsNeverCounted(Container container) throws Exception {
        configure("exempt-paths", "/health/*");
        startClosed(container);

        assertThat(get(container, "/shop/health/live;a=b?c").body()).isEqualTo("hello");
        assertThat(get(container, "/shop/healthy").status()).isEqualTo(503);

        awaitNothingInFlight(0);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aLameDuckTellsItsClientsToGoAway(Container container) throws Exception {
        start(container);
        bean().lameDuck();

        Client.Response response = get(container, "/shop/hello");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Connection")).isEqualTo("close");
        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aResumedGateAdmitsAgain(Container container) throws Exception {
        startClosed(container);
        bean().resume();

        Client.Response response = get(container, "/shop/hello");

        assertThat(response.body()).isEqualTo("hello");
        assertThat(response.header("Connection")).isNotEqualTo("close");
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aRequestAdmittedBeforeTheDrainFinishesNormally(Container container) throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        shop.page("/slow", (request, response) -> {
            entered.countDown();
            await(leave);
            response.getWriter().print("finished");
        });
        start(container);

        Client early = client(container).send("GET", "/shop/slow");
        await(entered);
        bean().beginDrain(15);
        var drained = CompletableFuture.supplyAsync(() -> bean().drain(15), threads);
        assertThat(get(container, "/shop/slow").status()).isEqualTo(503);
        leave.countDown();
        Client.Response response = early.receive();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("finished");
        assertThat(response.header("Connection")).isEqualTo("close");
        assertThat(get(drained).outcome()).isEqualTo(Outcome.DRAINED);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aClientThatIsGoneIsNoLongerInFlight(Container container) throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        shop.page("/download", (request, response) -> {
            entered.countDown();
            await(leave);
            byte[] block = new byte[1 << 16];
            for (int i = 0; i < 1_000; i++) {
                response.getOutputStream().write(block);
            }
            throw new IOException("the client was there to the end");
        });
        start(container);

        Client client = client(container).send("GET", "/shop/download");
        await(entered);
        client.close();
        leave.countDown();

        awaitNothingInFlight(1);
    }
}
