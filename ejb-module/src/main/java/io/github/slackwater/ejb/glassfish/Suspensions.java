package io.github.slackwater.ejb.glassfish;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.glassfish.api.event.EventListener;
import org.glassfish.api.event.Events;
import org.glassfish.internal.data.ApplicationInfo;
import org.glassfish.internal.deployment.Deployment;

/**
 * Withholds {@code Disable_Start} from Payara's web container, where a gate stands before the application that goes.
 *
 * <p>The web container hears it on a thread of its own, and answers every request that it has not yet mapped with 503. Nothing
 * tells of it before, so no gate could close in time; and none has to: it closes at {@code Module_Stopped}, until when the
 * application serves. What a suspension is for, to keep requests from an application that stops, the gate does.
 */
final class Suspensions implements EventListener {

    private static final System.Logger LOG = System.getLogger(Suspensions.class.getName());

    private static final String WEB_CONTAINER = "com.sun.enterprise.web.WebContainer";

    private final EventListener webContainer;
    private final Predicate<ApplicationInfo> gated;

    private Suspensions(EventListener webContainer, Predicate<ApplicationInfo> gated) {
        this.webContainer = webContainer;
        this.gated = gated;
    }

    /**
     * Begins it. Where Payara is not as expected, it goes on suspending, and some requests that come just as an application is
     * disabled are answered 503.
     *
     * @param gated whether all web applications of a deployment have a gate
     * @return ends it: the web container is in its place again, as before
     */
    static Runnable withhold(Events events, Predicate<ApplicationInfo> gated) {
        return withhold(events, gated, WEB_CONTAINER);
    }

    static Runnable withhold(Events events, Predicate<ApplicationInfo> gated, String webContainer) {
        try {
            Field field = FirstListener.collection(events.getClass());
            for (EventListener listener : listeners(field, events)) {
                if (listener.getClass().getName().equals(webContainer)) {
                    Suspensions ours = new Suspensions(listener, gated);
                    replace(field, events, listener, ours);
                    return () -> giveBack(field, events, ours);
                }
            }
            throw new IllegalStateException("no listener " + webContainer);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "Slackwater: this server suspends applications itself before it disables them: " + e);
            return () -> {};
        }
    }

    private static void giveBack(Field field, Events events, Suspensions ours) {
        try {
            replace(field, events, ours, ours.webContainer);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " was accessible before", e);
        }
    }

    private static void replace(Field field, Events events, EventListener old, EventListener by)
            throws IllegalAccessException {
        // The lock of Payara's own register(). Its send() copies the list without: it must never see half a change.
        synchronized (events) {
            List<EventListener> replaced = listeners(field, events);
            replaced.replaceAll(listener -> listener == old ? by : listener);
            field.set(events, replaced);
        }
    }

    private static List<EventListener> listeners(Field field, Events events) throws IllegalAccessException {
        List<EventListener> listeners = new ArrayList<>();
        for (Object listener : (List<?>) field.get(events)) {
            listeners.add((EventListener) listener);
        }
        return listeners;
    }

    @Override
    public void event(Event<?> event) {
        if (!event.is(Deployment.DISABLE_START)
                || !(event.hook() instanceof ApplicationInfo deployment)
                || !gated.test(deployment)) {
            webContainer.event(event);
        }
    }
}
