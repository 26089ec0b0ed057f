package io.github.slackwater.it.streams;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code GET /news}: a stream of events without an end, that names the deployment. */
@WebServlet(urlPatterns = "/news", asyncSupported = true)
public class NewsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private transient ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream;charset=UTF-8");
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        Reader reader = new Reader();
        async.addListener(reader);
        response.flushBuffer();
        tick(async, reader);
    }

    private void tick(AsyncContext async, Reader reader) {
        if (reader.gone.get()) {
            return;
        }
        try {
            async.getResponse().getOutputStream().print("data: " + Version.ID + "\n\n");
            async.getResponse().flushBuffer();
            ScheduledFuture<?> unused = timers.schedule(() -> tick(async, reader), 200, TimeUnit.MILLISECONDS);
        } catch (IOException | RuntimeException e) {
            getServletContext().log("news: the reader is gone: " + e);
            complete(async);
        }
    }

    /** Payara does not by itself, when it has found a client gone. */
    private void complete(AsyncContext async) {
        try {
            async.complete();
        } catch (IllegalStateException completed) {
            getServletContext().log("news: the reader was gone already: " + completed);
        }
    }

    @Override
    public void destroy() {
        timers.shutdownNow();
    }

    /** Hears that nobody reads any more. */
    private static final class Reader implements AsyncListener {
        private final AtomicBoolean gone = new AtomicBoolean();

        @Override
        public void onComplete(AsyncEvent event) {
            gone.set(true);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            gone.set(true);
        }

        @Override
        public void onError(AsyncEvent event) {
            gone.set(true);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
