package io.github.slackwater.ejb.tomcat;

import io.github.slackwater.core.Arrival;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;

/**
 * The contexts that are starting. Tomcat maps a context in {@code after_start}, up to a second after its filters and
 * listeners were told of the start (seen with TomEE 9.0.0); until then every request is answered 404. This listener stands
 * behind Tomcat's own, and so is told when the context is mapped.
 */
final class Arrivals implements LifecycleListener {

    private final Map<Context, CompletableFuture<Void>> arrivals = new ConcurrentHashMap<>();

    /** The context begins to start: nothing of its application has run yet. */
    void begin(Context context) {
        CompletableFuture<Void> arrival = new CompletableFuture<>();
        arrivals.put(context, arrival);
        context.getServletContext().setAttribute(Arrival.ATTRIBUTE, arrival);
        // To the end, as often as it starts.
        context.removeLifecycleListener(this);
        context.addLifecycleListener(this);
    }

    @Override
    public void lifecycleEvent(LifecycleEvent event) {
        if (Lifecycle.AFTER_START_EVENT.equals(event.getType()) && event.getLifecycle() instanceof Context context) {
            end(context);
        }
    }

    /** Requests reach it, or nobody will say so any more. Repeating it is harmless. */
    void end(Context context) {
        CompletableFuture<Void> arrival = arrivals.remove(context);
        if (arrival != null) {
            context.getServletContext().removeAttribute(Arrival.ATTRIBUTE);
            arrival.complete(null);
        }
    }

    /** It has failed to start. */
    void forget(Context context) {
        arrivals.remove(context);
    }
}
