package io.github.slackwater.filter;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One asynchronous cycle of a request, from {@code startAsync()} to its completion or to the next {@code startAsync()}. It
 * holds the {@link Passage}, and lets go once, at whichever end is heard of first.
 *
 * <p>Neither a timeout nor an error ends it: a listener may dispatch or complete the request then, and if none does, the
 * container does; {@code onComplete} follows (Jakarta Servlet 6.0, section 2.3.3.3).
 */
final class AsyncCycle implements AsyncListener {

    /**
     * How long {@code onComplete} may be late. It normally comes at once, after the response was sent or just before. Payara
     * 6.2025.9 never calls it when a write has found the client gone: without this limit, every event stream whose client
     * has left would be in flight for ever.
     */
    static final Duration GRACE = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(AsyncCycle.class.getName());

    private final Passage passage;
    private final AsyncContext context;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Runnable cancelGrace;

    AsyncCycle(Passage passage, AsyncContext context, HttpServletRequest request, HttpServletResponse response) {
        this.passage = passage;
        this.context = context;
        this.request = request;
        this.response = response;
    }

    /** Hears of the cycle's end from the container. */
    void listen() {
        // Not the request of the context: Tomcat has forgotten it if dispatch() was called already.
        // Not the response itself: GlassFish 7 sets the status of an HttpServletResponse given here back to 200 each
        // time
        // it calls a listener, also for a response with an error status that is about to be sent.
        try {
            context.addListener(this, request, new ServletResponseWrapper(response));
        } catch (IllegalStateException completed) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "Slackwater: completed by another thread before it was noticed",
                    completed);
            end();
        }
    }

    /** The application has completed it, or the dispatch has returned that does so: {@code onComplete} is due. */
    void completing() {
        if (!ended.get()) {
            Runnable cancel = passage.application().time().after(GRACE, this::end);
            cancelGrace = cancel;
            if (ended.get()) {
                cancel.run();
            }
        }
    }

    /** Lets go; only the first call counts. */
    void end() {
        if (ended.compareAndSet(false, true)) {
            Runnable cancel = cancelGrace;
            if (cancel != null) {
                cancel.run();
            }
            passage.release();
        }
    }

    boolean ended() {
        return ended.get();
    }

    /** The hammer: ends a request that no thread works on. Called on an operator's thread. */
    void endWith503() {
        try {
            if (!response.isCommitted()) {
                passage.application().refusal().status(response);
            }
            context.complete();
        } catch (IllegalStateException completed) {
            // It was completed just before, by whoever works on it: the answer is on its way, and is not ours.
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "Slackwater: a request was completed before it could be ended",
                    completed);
        }
        completing();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // See above: not an end.
    }

    @Override
    public void onError(AsyncEvent event) {
        // See above: not an end.
    }

    /** The request was started again; containers forget the listeners of the cycle before. */
    @Override
    public void onStartAsync(AsyncEvent event) {
        // Undertow calls this only after the dispatch has returned: the new cycle is known by then.
        if (passage.cycle() == this) {
            passage.started(event.getAsyncContext());
        }
    }
}
