package io.github.slackwater.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.RequestInfo;
import io.github.slackwater.core.RequestKind;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A request is counted once, when it comes, and listed until it ends. */
class CountingTest extends ContainerTest {

    @ParameterizedTest
    @MethodSource("containers")
    void aRequestIsCountedOnceThroughForwardIncludeAndErrorPage(Container container) throws Exception {
        List<Integer> inFlight = new CopyOnWriteArrayList<>();
        shop.page("/first", (request, response) -> {
            inFlight.add(bean().getActiveRequests());
            request.getRequestDispatcher("/second").forward(request, response);
        });
        shop.page("/second", (request, response) -> {
            inFlight.add(bean().getActiveRequests());
            request.getRequestDispatcher("/part").include(request, response);
            response.sendError(418);
        });
        shop.page("/part", (request, response) -> inFlight.add(bean().getActiveRequests()));
        shop.page(
                Container.ERROR_PAGE,
                (request, response) -> response.getWriter().print("short and stout"));
        start(container);

        Client.Response response = get(container, "/shop/first");

        assertThat(response.status()).isEqualTo(418);
        assertThat(response.body()).isEqualTo("short and stout");
        assertThat(inFlight).containsExactly(1, 1, 1);
        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aRequestIsListedWithoutQueryAndPathParameters(Container container) throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        shop.page("/slow", (request, response) -> {
            entered.countDown();
            await(leave);
        });
        start(container);

        Client client = client(container).send("PUT", "/shop/slow;jsessionid=secret?token=secret");
        await(entered);
        RequestInfo request = theOnlyRequest();
        leave.countDown();

        assertThat(client.receive().status()).isEqualTo(200);
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.path()).isEqualTo("/shop/slow");
        assertThat(request.kind()).isEqualTo(RequestKind.SYNC);
        assertThat(request.application()).isEqualTo("shop");
        assertThat(request.thread()).isNotNull();
        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aRequestThatThrowsHasEnded(Container container) throws Exception {
        shop.page("/broken", (request, response) -> {
            throw new ServletException("broken on purpose");
        });
        start(container);

        assertThat(get(container, "/shop/broken").status()).isEqualTo(500);

        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void requestsOnOneConnectionAreCountedOneByOne(Container container) throws Exception {
        start(container);
        Client client = client(container);

        for (int i = 0; i < 5; i++) {
            assertThat(client.send("GET", "/shop/hello").receive().header("Connection"))
                    .isNotEqualTo("close");
        }

        awaitNothingInFlight(5);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aRequestThatAnotherCopyCountsIsNotCountedAgain(Container container) throws Exception {
        Filter otherCopy = (request, response, chain) -> {
            request.setAttribute("io.github.slackwater.counted", true);
            chain.doFilter(request, response);
        };
        initializers.add(0, (none, context) -> {
            var registration = context.addFilter("other copy", otherCopy);
            registration.setAsyncSupported(true);
            registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/counted");
        });
        start(container);

        assertThat(get(container, "/shop/counted").body()).isEqualTo("hello");

        awaitNothingInFlight(0);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void whatTellsOtherCopiesIsOfTheJdk(Container container) throws Exception {
        shop.page(
                "/mark",
                (request, response) -> response.getWriter()
                        .print(request.getAttribute("io.github.slackwater.counted")
                                .getClass()));
        start(container);

        assertThat(get(container, "/shop/mark").body()).isEqualTo("class java.lang.Boolean");
    }

    @ParameterizedTest
    @MethodSource("containers")
    void theJarMayBeThereTwice(Container container) throws Exception {
        initializers.add(0, new DrainFilterInitializer());
        start(container);

        assertThat(get(container, "/shop/hello").body()).isEqualTo("hello");

        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void anApplicationThatDoesNotWantToBeCoveredIsLeftAlone(Container container) throws Exception {
        shop.page(
                "/mark",
                (request, response) ->
                        response.getWriter().print(request.getAttribute("io.github.slackwater.counted")));
        start(container, "io.github.slackwater.covered", "false");

        assertThat(get(container, "/shop/mark").body()).isEqualTo("null");
        assertThat(published()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aWebSocketHandshakeIsListedAsSuch(Container container) throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        shop.page("/socket", (request, response) -> {
            entered.countDown();
            await(leave);
            response.setStatus(HttpServletResponse.SC_NOT_IMPLEMENTED);
        });
        start(container);

        Client client = client(container)
                .send("GET", "/shop/socket", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13");
        await(entered);
        RequestKind kind = theOnlyRequest().kind();
        leave.countDown();

        assertThat(client.receive().status()).isEqualTo(501);
        assertThat(kind).isEqualTo(RequestKind.WEBSOCKET);
        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aValueThatIsNotUnderstoodIsSaidOnceAndShown(Container container) throws Exception {
        // Said once in a JVM, so another value for each container.
        String value = "soon-" + container.getClass().getSimpleName();
        configure("retry-after-seconds", value);
        start(container);
        get(container, "/shop/hello");

        String problem =
                APPLICATION + "retry-after-seconds: " + value + " (expected whole seconds, 0..3600); 5 applies";
        assertThat(logged.lines(Level.WARNING)).containsExactly("WARNING Slackwater: " + problem);
        assertThat(bean().status().configurationProblems()).containsExactly(problem);
        assertThat(bean().status().configuration()).containsAllEntriesOf(Map.of("slackwater.retry-after-seconds", "5"));
        assertThat(bean().status().adapter()).isEqualTo("portable");
    }
}
