package io.github.slackwater.examples.shop;

import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** {@code GET /async?millis=N&request=ID}: holds no thread for N milliseconds (0..60000); another thread then answers. */
@WebServlet(urlPatterns = "/async", asyncSupported = true)
public class AsyncServlet extends ShopServlet {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_MILLIS = 60_000;

    @Inject
    private transient Shop shop;

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException, BadParameterException {
        String id = requestId(request);
        int millis = number(request, "millis", 0, LONGEST_MILLIS, 500);
        AsyncContext async = request.startAsync();
        async.setTimeout(LONGEST_MILLIS + 10_000L);
        ScheduledFuture<?> unused =
                Timers.of(getServletContext()).schedule(() -> finish(async, id, millis), millis, TimeUnit.MILLISECONDS);
    }

    private void finish(AsyncContext async, String id, int millis) {
        try {
            ServletResponse response = response(async);
            try {
                send(
                        response,
                        reply(id)
                                .add("millis", millis)
                                .add("instance", shop.instance())
                                .build());
            } catch (IOException e) {
                log("request " + id + ": the client left before its answer (" + e.getMessage() + ")");
            } catch (RuntimeException e) {
                log("request " + id + ": no answer", e);
                ((HttpServletResponse) response).setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            }
            async.complete();
        } catch (IllegalStateException e) {
            log("request " + id + ": was ended before its answer (" + e.getMessage() + ")");
        }
    }
}
