package io.github.slackwater.examples.shop;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** {@code GET /stream?seconds=N}: Server-Sent Events, a tick each second until the client leaves or N (1..60) are over. */
@WebServlet(urlPatterns = "/stream", asyncSupported = true)
public class StreamServlet extends ShopServlet {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_SECONDS = 60;

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException, BadParameterException {
        String id = requestId(request);
        int seconds = number(request, "seconds", 1, LONGEST_SECONDS, LONGEST_SECONDS);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        AsyncContext async = request.startAsync();
        async.setTimeout((LONGEST_SECONDS + 10) * 1_000L);
        tick(async, Timers.of(getServletContext()), id, 0, seconds);
    }

    /** Each tick asks for the next one, so a stream that has ended leaves no timer behind. */
    private void tick(AsyncContext async, ScheduledExecutorService timers, String id, int number, int last) {
        try {
            if (isSent(async, id, number, last) && number < last) {
                ScheduledFuture<?> unused =
                        timers.schedule(() -> tick(async, timers, id, number + 1, last), 1, TimeUnit.SECONDS);
            } else {
                async.complete();
            }
        } catch (IllegalStateException e) {
            log("stream " + id + ": was ended before tick " + number + " (" + e.getMessage() + ")");
        }
    }

    private boolean isSent(AsyncContext async, String id, int number, int last) {
        try {
            String event = number == last ? "end" : "tick";
            ServletResponse response = response(async);
            response.getOutputStream()
                    .print("event: " + event + "\ndata: {\"request\":\"" + id + "\",\"tick\":" + number + "}\n\n");
            response.flushBuffer();
            return true;
        } catch (IOException e) {
            log("stream " + id + ": the client left at tick " + number + " (" + e.getMessage() + ")");
            return false;
        }
    }
}
