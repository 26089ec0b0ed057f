package io.github.slackwater.filter;

import io.github.slackwater.core.ActiveRequest;
import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.core.RequestEnd;
import io.github.slackwater.core.RequestKind;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the application. It is in flight as long as anything holds it: a dispatch that is under
 * way, or an asynchronous cycle that has not ended. Whoever lets go last gives the permit back.
 *
 * <p>{@code isAsyncStarted()} at the end of a dispatch does not tell whether the request goes on: by its javadoc it is
 * false as soon as {@code dispatch()} or {@code complete()} was called, also while that dispatch is still to come. So a
 * cycle is noticed where it starts, by {@link WatchedRequest}. The question is only asked for a request that was started
 * past that wrapper, on the container's own object (injected by CDI, for example).
 */
final class Passage implements RequestEnd {

    private static final System.Logger LOG = System.getLogger(Passage.class.getName());

    private final CoveredApplication application;
    private final ActiveRequest permit;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final String attribute;
    private final RequestKind asked;

    /** The dispatches under way, and the asynchronous cycle. */
    private final AtomicInteger holds = new AtomicInteger(1);

    /** The asynchronous cycle that began last. */
    private volatile @Nullable AsyncCycle cycle;

    /**
     * A passage that its first dispatch holds.
     *
     * @param attribute the request attribute by which an asynchronous dispatch finds it again
     */
    Passage(
            CoveredApplication application,
            ActiveRequest permit,
            HttpServletRequest request,
            HttpServletResponse response,
            String attribute) {
        this.application = application;
        this.permit = permit;
        this.request = request;
        this.response = response;
        this.attribute = attribute;
        this.asked = Kinds.asked(request);
        permit.outside(this);
    }

    CoveredApplication application() {
        return application;
    }

    /** The request to pass on: its own, unless it may become asynchronous. */
    HttpServletRequest watched(HttpServletRequest passed) {
        // What cannot become asynchronous is left as it is. An application may have passed our wrapper to startAsync().
        return !passed.isAsyncSupported() || WatchedRequest.watches(passed) ? passed : new WatchedRequest(passed, this);
    }

    /** The context to pass on: the same for the whole of a cycle. */
    AsyncContext watched(AsyncContext own) {
        AsyncCycle now = cycle;
        AsyncContext known = now == null ? null : now.watched(own);
        return known == null ? new WatchedAsyncContext(own, this) : known;
    }

    /** Tells a client that keeps its connection to open another, elsewhere. */
    void announce() {
        ApplicationLifecycle lifecycle = application.lifecycle();
        // HTTP/2 knows no such header; RFC 9113, section 8.2.2.
        if (lifecycle.announcing() && request.getProtocol().startsWith("HTTP/1") && !response.isCommitted()) {
            response.setHeader("Connection", "close");
        }
    }

    /** An asynchronous cycle has begun; it takes the place of the one before. */
    void started(AsyncContext context) {
        AsyncCycle before = cycle;
        AsyncCycle next = new AsyncCycle(this, context, request, response);
        holds.incrementAndGet();
        cycle = next;
        next.listen();
        if (before == null) {
            request.setAttribute(attribute, this);
        } else {
            before.end();
        }
    }

    @Nullable
    AsyncCycle cycle() {
        return cycle;
    }

    void leaveFirstDispatch() {
        AsyncCycle now = cycle;
        if ((now == null || now.ended()) && request.isAsyncStarted()) {
            startedUnseen();
        }
        leaveDispatch();
    }

    /** The calling thread goes on with the request; returns the cycle that this dispatch ends, if it starts no other. */
    @Nullable
    AsyncCycle enterAsyncDispatch() {
        holds.incrementAndGet();
        permit.attach();
        announce();
        return cycle;
    }

    void leaveAsyncDispatch(@Nullable AsyncCycle entered) {
        // A dispatch that starts no new cycle ends the old one when it returns; Jakarta Servlet 6.0, section 2.3.3.3.
        if (entered != null && cycle == entered && !request.isAsyncStarted()) {
            entered.completing();
        }
        leaveDispatch();
    }

    private void leaveDispatch() {
        AsyncCycle now = cycle;
        if (now == null) {
            // The gate may have been closed since this request came.
            announce();
        } else if (!now.ended()) {
            permit.detach(Kinds.asynchronous(asked, response), now::endWith503);
        }
        release();
    }

    private void startedUnseen() {
        try {
            started(request.getAsyncContext());
        } catch (IllegalStateException completed) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "Slackwater: completed by another thread before it was noticed",
                    completed);
        }
    }

    /** Asked by others than the thread that works on it: the answer's type may be set, or be cleared, just now. */
    @Override
    public RequestKind kind() {
        AsyncCycle now = cycle;
        RequestKind[] kind = {asked};
        if (now != null && !now.ended()) {
            permit.whileInFlight(() -> kind[0] = Kinds.asynchronous(asked, response));
        }
        return kind[0];
    }

    /** What a thread works on cannot be ended from here. */
    @Override
    public boolean end() {
        AsyncCycle now = cycle;
        boolean goesOn = now != null && !now.ended();
        if (now != null && goesOn) {
            now.endWith503();
        }
        return goesOn;
    }

    /** The specification offers no way to the connection. */
    @Override
    public void cut() {}

    /** Lets go of one hold. */
    void release() {
        if (holds.decrementAndGet() == 0) {
            permit.leave();
        }
    }
}
