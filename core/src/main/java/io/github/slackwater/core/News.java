package io.github.slackwater.core;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells listeners what happens to a gate, in the order in which it is handed in, on the timekeeper's thread. One that fails
 * is logged, and the others hear of it all the same.
 */
final class News {

    private static final System.Logger LOG = System.getLogger(News.class.getName());

    private final Lifecycle lifecycle;
    private final Timekeeper time;
    private final List<LifecycleListener> listeners = new CopyOnWriteArrayList<>();

    /** In the order in which it was handed in. */
    private final Queue<Consumer<LifecycleListener>> messages = new ConcurrentLinkedQueue<>();

    News(Lifecycle lifecycle, Timekeeper time) {
        this.lifecycle = lifecycle;
        this.time = time;
    }

    void add(LifecycleListener listener) {
        listeners.add(listener);
    }

    void remove(LifecycleListener listener) {
        listeners.remove(listener);
    }

    void stateChanged(State from, State to, long drain) {
        tell(listener -> listener.stateChanged(lifecycle, from, to, drain));
    }

    /** @param report is about to be made, by the thread that ended the drain; waiting for it keeps the order */
    void drainEnded(CompletableFuture<DrainReport> report) {
        tell(listener -> listener.drainEnded(lifecycle, report.join()));
    }

    private void tell(Consumer<LifecycleListener> message) {
        messages.add(message);
    }

    /**
     * Has what was handed in told, after those who wait for a drain have been woken: waking the timekeeper's thread first would keep
     * them waiting where every core has work.
     */
    void send() {
        if (!messages.isEmpty()) {
            Runnable unused = time.after(Duration.ZERO, this::deliver);
        }
    }

    private void deliver() {
        for (Consumer<LifecycleListener> next = messages.poll(); next != null; next = messages.poll()) {
            Consumer<LifecycleListener> message = next;
            listeners.forEach(listener -> {
                try {
                    message.accept(listener);
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.WARNING, "Slackwater: a listener failed: " + listener, e);
                }
            });
        }
    }
}
