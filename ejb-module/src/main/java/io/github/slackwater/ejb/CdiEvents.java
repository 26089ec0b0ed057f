package io.github.slackwater.ejb;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.Lifecycle;
import io.github.slackwater.core.LifecycleListener;
import io.github.slackwater.core.Outcome;
import io.github.slackwater.core.State;
import io.github.slackwater.core.event.DrainStarted;
import io.github.slackwater.core.event.DrainTimedOut;
import io.github.slackwater.core.event.Drained;
import io.github.slackwater.core.event.GateClosed;
import io.github.slackwater.core.event.Resumed;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Turns the news of a lifecycle into CDI events, in order, on a thread that is there only while there is news: a slow
 * observer delays later events, never a timer of the drain.
 */
final class CdiEvents implements LifecycleListener, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(CdiEvents.class.getName());
    private static final long IDLE_SECONDS = 1;
    private static final long LAST_EVENTS_SECONDS = 2;

    private final Consumer<Object> fire;
    private final ThreadPoolExecutor thread;

    /**
     * @param fire fires an event; what it throws is logged
     * @param module the context class loader that observers find
     */
    CdiEvents(Consumer<Object> fire, ClassLoader module) {
        this.fire = fire;
        this.thread =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread created = new Thread(task, "slackwater-events");
                    created.setDaemon(true);
                    created.setContextClassLoader(module);
                    return created;
                });
        thread.allowCoreThreadTimeOut(true);
        thread.setRejectedExecutionHandler((task, closed) -> {});
    }

    @Override
    public void stateChanged(Lifecycle lifecycle, State from, State to, long drain) {
        String name = lifecycle.name();
        if (from == State.SERVING) {
            send(new DrainStarted(name, drain));
        }
        switch (to) {
            case LAME_DUCK -> {}
            case DRAINING -> send(new GateClosed(name, drain));
            case DRAINED -> send(new Drained(name, drain));
            case SERVING -> send(new Resumed(name, drain));
        }
    }

    @Override
    public void drainEnded(Lifecycle lifecycle, DrainReport report) {
        if (report.outcome() == Outcome.TIMED_OUT) {
            send(new DrainTimedOut(lifecycle.name(), report.drain(), report.inFlight()));
        }
    }

    private void send(Object event) {
        thread.execute(() -> {
            try {
                fire.accept(event);
            } catch (RuntimeException | LinkageError e) {
                LOG.log(System.Logger.Level.WARNING, "Slackwater: an observer of " + event + " failed", e);
            }
        });
    }

    /** Lets the last events out, while there is still somebody to observe them. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_EVENTS_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
