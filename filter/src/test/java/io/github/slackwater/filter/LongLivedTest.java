package io.github.slackwater.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.Outcome;
import io.github.slackwater.core.RequestKind;
import jakarta.servlet.AsyncContext;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A drain ends what would never end by itself, as far as the specification reaches. */
class LongLivedTest extends ContainerTest {

    private final CompletableFuture<AsyncContext> started = new CompletableFuture<>();

    @ParameterizedTest
    @MethodSource("containers")
    void anEventStreamComesToAProperEnd(Container container) throws Exception {
        configure("long-lived.grace-seconds", "0");
        shop.page("/events", (request, response) -> {
            AsyncContext context = request.startAsync();
            context.setTimeout(0);
            response.setContentType("text/event-stream");
            response.getWriter().print("data: 1\n\n");
            response.flushBuffer();
            started.complete(context);
        });
        start(container);
        Client client = client(container).send("GET", "/shop/events");
        get(started);
        awaitDetached();
        assertThat(bean().status().longLived()).isEqualTo(1);

        DrainReport report = bean().drain(15);

        assertThat(report.outcome()).isEqualTo(Outcome.DRAINED);
        assertThat(report.longLivedEnded()).isEqualTo(1);
        assertThat(client.receive().body()).isEqualTo("data: 1\n\n");
        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aLongPollIsRefusedWhenItIsOldEnough(Container container) throws Exception {
        configure("long-lived.grace-seconds", "0");
        configure("long-lived.age-seconds", "1");
        shop.page("/poll", (request, response) -> {
            AsyncContext context = request.startAsync();
            context.setTimeout(0);
            started.complete(context);
        });
        start(container);
        Client client = client(container).send("GET", "/shop/poll");
        get(started);
        awaitDetached();
        assertThat(theOnlyRequest().kind()).isEqualTo(RequestKind.ASYNC);

        DrainReport report = bean().drain(15);

        assertThat(report.outcome()).isEqualTo(Outcome.DRAINED);
        assertThat(report.longLivedEnded()).isEqualTo(1);
        Client.Response response = client.receive();
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.header("Retry-After")).isEqualTo("5");
        awaitNothingInFlight(1);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void aStreamThatAThreadWritesIsWaitedFor(Container container) throws Exception {
        configure("long-lived.grace-seconds", "0");
        CompletableFuture<Void> last = new CompletableFuture<>();
        shop.page("/held", (request, response) -> {
            response.setContentType("text/event-stream");
            response.getWriter().print("data: 1\n\n");
            response.flushBuffer();
            get(last);
        });
        start(container);
        Client client = client(container).send("GET", "/shop/held", "Accept: text/event-stream");
        Awaitility.await().until(() -> bean().getLongLivedRequests() == 1);

        assertThat(bean().drain(1).outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(bean().getLongLivedEndedTotal()).isZero();
        last.complete(null);

        assertThat(client.receive().body()).isEqualTo("data: 1\n\n");
        awaitNothingInFlight(1);
    }
}
