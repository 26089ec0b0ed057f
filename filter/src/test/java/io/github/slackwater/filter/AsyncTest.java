package io.github.slackwater.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.InterruptReport;
import io.github.slackwater.core.RequestInfo;
import io.github.slackwater.core.RequestKind;
import io.github.slackwater.core.State;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An asynchronous request is in flight until it has ended, however it ends. */
class AsyncTest extends ContainerTest {

    private final CompletableFuture<AsyncContext> started = new CompletableFuture<>();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);

    private AsyncContext held() throws Exception {
        return get(started);
    }

    private void pageThatBlocks(String path) {
        shop.page(path, (request, response) -> {
            entered.countDown();
            await(leave);
        });
    }

    @ParameterizedTest
    @MethodSource("containers")
    void itIsInFlightWithoutAThreadUntilAnotherThreadCompletesIt(Container container) throws Exception {
        shop.page("/async", (request, response) -> started.complete(request.startAsync()));
        start(container);

        Client client = client(container).send("GET", "/shop/async");
        AsyncContext context = held();
        awaitDetached();
        RequestInfo request = theOnlyRequest();
        context.getResponse().getWriter().print("done");
        context.complete();

        assertThat(client.receive().body()).isEqualTo("done");
        assertThat(request.kind()).isEqualTo(RequestKind.ASYNC);
        assertThat(request.path()).isEqualTo("/shop/async");
        Awaitility.await("onComplete, not the end of its grace")
                .atMost(AsyncCycle.GRACE.minusMillis(300))
                .until(() -> bean().getActiveRequests() == 0);
        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void itIsInFlightWhileItsServletRunsThoughAnotherThreadHasCompletedIt(Container container) throws Exception {
        shop.page("/async", (request, response) -> {
            AsyncContext context = request.startAsync();
            threads.submit(context::complete).get();
            entered.countDown();
            await(leave);
        });
        start(container);

        Client client = client(container).send("GET", "/shop/async");
        await(entered);
        assertThat(theOnlyRequest().thread()).isNotNull();
        leave.countDown();

        assertThat(client.receive().status()).isEqualTo(200);
        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void itMayBeCompletedByTheThreadThatStartsIt(Container container) throws Exception {
        shop.page("/async", (request, response) -> request.startAsync().complete());
        start(container);

        assertThat(get(container, "/shop/async").status()).isEqualTo(200);

        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aDispatchGoesOnWithItOnAnotherThread(Container container) throws Exception {
        pageThatBlocks("/target");
        // Dispatched before the servlet returns: by its javadoc isAsyncStarted() may be false from here.
        shop.page("/async", (request, response) -> request.startAsync().dispatch("/target"));
        start(container);

        Client client = client(container).send("GET", "/shop/async");
        await(entered);
        RequestInfo request = theOnlyRequest();
        leave.countDown();

        assertThat(client.receive().status()).isEqualTo(200);
        assertThat(request.thread()).isNotNull();
        assertThat(request.path()).isEqualTo("/shop/async");
        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aDispatchIsNeverRefused(Container container) throws Exception {
        shop.page("/async", (request, response) -> started.complete(request.startAsync()));
        start(container);

        Client client = client(container).send("GET", "/shop/async");
        AsyncContext context = held();
        awaitDetached();
        assertThat(bean().beginDrain(15).state()).isEqualTo(State.DRAINING);
        context.dispatch("/hello");
        Client.Response response = client.receive();

        assertThat(response.body()).isEqualTo("hello");
        assertThat(response.header("Connection")).isEqualTo("close");
        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void itMayBeStartedAgainAndAgain(Container container) throws Exception {
        List<Integer> inFlight = new CopyOnWriteArrayList<>();
        shop.page("/loop", (request, response) -> {
            inFlight.add(bean().getActiveRequests());
            int round = request.getAttribute("round") instanceof Integer before ? before + 1 : 1;
            request.setAttribute("round", round);
            AsyncContext context = request.startAsync();
            if (round < 20) {
                context.dispatch();
            } else {
                started.complete(context);
            }
        });
        start(container);

        Client client = client(container).send("GET", "/shop/loop");
        AsyncContext context = held();
        awaitDetached();
        context.complete();

        assertThat(client.receive().status()).isEqualTo(200);
        assertThat(inFlight).hasSize(20).containsOnly(1);
        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void itMayBeStartedAgainWithItsOwnWrappers(Container container) throws Exception {
        List<Integer> depths = new CopyOnWriteArrayList<>();
        shop.page("/loop", (request, response) -> {
            depths.add(depth(request));
            if (request.getDispatcherType() == DispatcherType.REQUEST || depths.size() < 10) {
                request.startAsync(request, response).dispatch();
            }
        });
        start(container);

        assertThat(get(container, "/shop/loop").status()).isEqualTo(200);

        assertThat(depths).as("our wrappers, in each round").hasSize(10).containsOnly(1);
        awaitNothingInFlight(1);
    }

    private static int depth(ServletRequest request) {
        int own = request instanceof WatchedRequest ? 1 : 0;
        return request instanceof ServletRequestWrapper wrapper ? own + depth(wrapper.getRequest()) : own;
    }

    @ParameterizedTest
    @MethodSource("containers")
    void itMayBeCompletedInTheDispatchThatStartedItAgain(Container container) throws Exception {
        shop.page("/async", (request, response) -> {
            AsyncContext context = request.startAsync();
            if (request.getDispatcherType() == DispatcherType.REQUEST) {
                context.dispatch();
            } else {
                context.complete();
                entered.countDown();
                await(leave);
            }
        });
        start(container);

        Client client = client(container).send("GET", "/shop/async");
        await(entered);
        assertThat(theOnlyRequest().thread()).isNotNull();
        leave.countDown();

        assertThat(client.receive().status()).isEqualTo(200);
        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aTimeoutThatIsAnsweredByADispatchIsNotItsEnd(Container container) throws Exception {
        pageThatBlocks("/target");
        shop.page("/async", (request, response) -> {
            AsyncContext context = request.startAsync();
            context.setTimeout(1);
            context.addListener(new Listener() {
                @Override
                public void onTimeout(AsyncEvent event) {
                    event.getAsyncContext().dispatch("/target");
                }
            });
        });
        start(container);

        Client client = client(container).send("GET", "/shop/async");
        await(entered);
        assertThat(theOnlyRequest().thread()).isNotNull();
        leave.countDown();

        assertThat(client.receive().status()).isEqualTo(200);
        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aTimeoutThatNobodyAnswersEndsIt(Container container) throws Exception {
        shop.page("/async", (request, response) -> request.startAsync().setTimeout(1));
        start(container);

        assertThat(get(container, "/shop/async").status()).isEqualTo(500);

        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aDispatchThatThrowsEndsIt(Container container) throws Exception {
        shop.page("/broken", (request, response) -> {
            throw new IllegalStateException("broken on purpose");
        });
        shop.page("/async", (request, response) -> request.startAsync().dispatch("/broken"));
        start(container);

        assertThat(get(container, "/shop/async").status()).isEqualTo(500);

        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void itIsFollowedAlsoWhenStartedPastOurWrapper(Container container) throws Exception {
        shop.page("/async", (request, response) -> {
            ServletRequest own = request;
            while (own instanceof ServletRequestWrapper wrapper) {
                own = wrapper.getRequest();
            }
            boolean first = request.getDispatcherType() == DispatcherType.REQUEST;
            AsyncContext context = own.startAsync();
            if (first) {
                context.dispatch();
            } else {
                started.complete(context);
            }
        });
        start(container);

        Client client = client(container).send("GET", "/shop/async");
        AsyncContext context = held();
        awaitDetached();
        context.complete();

        assertThat(client.receive().status()).isEqualTo(200);
        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void itsEndIsNotMissedWhereTheContainerKeepsSilent(Container container) throws Exception {
        // As Payara 6.2025.9 does when a write has found the client gone.
        initializers.add(0, new SilentContainer());
        shop.page("/async", (request, response) -> started.complete(request.startAsync()));
        start(container);

        Client client = client(container).send("GET", "/shop/async");
        AsyncContext context = held();
        awaitDetached();
        context.complete();

        assertThat(client.receive().status()).isEqualTo(200);
        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void anApplicationFindsItsContextAgain(Container container) throws Exception {
        Set<AsyncContext> waiting = ConcurrentHashMap.newKeySet();
        CountDownLatch timedOut = new CountDownLatch(1);
        shop.page("/async", (request, response) -> {
            AsyncContext context = request.startAsync();
            assertThat(request.getAsyncContext()).isSameAs(context);
            waiting.add(context);
            context.setTimeout(1);
            context.addListener(new Listener() {
                @Override
                public void onTimeout(AsyncEvent event) {
                    if (waiting.remove(event.getAsyncContext())) {
                        timedOut.countDown();
                    }
                    event.getAsyncContext().complete();
                }
            });
        });
        start(container);

        get(container, "/shop/async");

        await(timedOut);
        assertThat(waiting).isEmpty();
        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void anEventStreamIsListedAsSuch(Container container) throws Exception {
        shop.page("/events", (request, response) -> {
            AsyncContext context = request.startAsync();
            response.setContentType("text/event-stream");
            response.getWriter().print("data: 1\n\n");
            response.flushBuffer();
            started.complete(context);
        });
        start(container);

        Client client = client(container).send("GET", "/shop/events");
        AsyncContext context = held();
        awaitDetached();
        RequestKind kind = theOnlyRequest().kind();
        context.complete();

        assertThat(client.receive().body()).isEqualTo("data: 1\n\n");
        assertThat(kind).isEqualTo(RequestKind.SSE);
        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void anEventStreamIsListedAsSuchBeforeItsFirstEvent(Container container) throws Exception {
        shop.page("/events", (request, response) -> started.complete(request.startAsync()));
        start(container);

        Client client = client(container).send("GET", "/shop/events", "Accept: text/event-stream");
        AsyncContext context = held();
        awaitDetached();
        RequestKind kind = theOnlyRequest().kind();
        context.complete();

        assertThat(client.receive().status()).isEqualTo(200);
        assertThat(kind).isEqualTo(RequestKind.SSE);
        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void theHammerEndsItWith503(Container container) throws Exception {
        shop.page("/async", (request, response) -> {
            AsyncContext context = request.startAsync();
            context.setTimeout(0);
            started.complete(context);
        });
        start(container);

        Client client = client(container).send("GET", "/shop/async");
        held();
        awaitDetached();
        InterruptReport report = bean().interrupt(theOnlyRequest().id());
        Client.Response response = client.receive();

        assertThat(report.action()).isEqualTo(InterruptReport.Action.ENDED_ASYNC);
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.header("Retry-After")).isEqualTo("5");
        assertThat(response.header("Connection")).isEqualTo("close");
        awaitNothingInFlight(1);
    }

    /** Does nothing, but for what a test overrides. */
    private abstract static class Listener implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
