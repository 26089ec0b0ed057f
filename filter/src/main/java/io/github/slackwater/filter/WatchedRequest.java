package io.github.slackwater.filter;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/** A request whose asynchronous cycles are noticed as they start, on the thread that starts them. */
final class WatchedRequest extends HttpServletRequestWrapper {

    private final Passage passage;

    WatchedRequest(HttpServletRequest request, Passage passage) {
        super(request);
        this.passage = passage;
    }

    /** Whether a request is, or wraps, one that is watched. */
    static boolean watches(ServletRequest request) {
        return request instanceof WatchedRequest
                || (request instanceof ServletRequestWrapper wrapper && wrapper.isWrapperFor(WatchedRequest.class));
    }

    /** Starts with the container's own request, as the specification demands: our wrapper does not travel along. */
    @Override
    public AsyncContext startAsync() {
        AsyncCycle before = passage.cycle();
        return watched(before, super.startAsync());
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        AsyncCycle before = passage.cycle();
        return watched(before, super.startAsync(request, response));
    }

    @Override
    public AsyncContext getAsyncContext() {
        return new WatchedAsyncContext(super.getAsyncContext(), passage);
    }

    private AsyncContext watched(@Nullable AsyncCycle before, AsyncContext context) {
        // Most containers have called onStartAsync of the cycle before by now, if there was one.
        if (passage.cycle() == before) {
            passage.started(context);
        }
        return new WatchedAsyncContext(context, passage);
    }
}
