package io.github.slackwater.core;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The applications of a server, as those that follow it. Each does what it is told in the order it was told, all of them
 * in parallel: one that hangs holds up nobody else.
 *
 * <p>While the server's gate closes, each application is one entry in it, until it reports that it is drained, or has
 * gone.
 */
final class Participants implements Drains.Hooks {

    private static final System.Logger LOG = System.getLogger(Participants.class.getName());

    private final Gate gate;
    private final Runnable settle;
    private final Map<String, Participant> byName = new ConcurrentSkipListMap<>();
    private final Executor threads;

    /**
     * @param threads where each is told what to do
     * @param settle is called, without any lock of ours, when an application's entry has left the gate
     */
    Participants(Gate gate, Executor threads, Runnable settle) {
        this.gate = gate;
        this.threads = threads;
        this.settle = settle;
    }

    void join(String name, LifecycleMXBean operations) {
        leave(name);
        Participant participant = new Participant(name, operations);
        byName.put(name, participant);
        // Asked after it was put: a drain that begins just now finds it in the map, or is seen here.
        if (gate.state() != State.SERVING) {
            tell(participant, operations::lameDuck);
        }
    }

    void leave(String name) {
        Participant participant = byName.remove(name);
        if (participant != null) {
            release(participant);
        }
    }

    /** Said of an older drain, it may be out of date: what counts is what the application says now. */
    void drained(String name) {
        Participant participant = byName.get(name);
        if (participant != null && participant.operations.getState() == State.DRAINED) {
            release(participant);
        }
    }

    @Nullable
    LifecycleMXBean find(String name) {
        Participant participant = byName.get(name);
        return participant == null ? null : participant.operations;
    }

    void forEach(BiConsumer<String, LifecycleMXBean> action) {
        byName.forEach((name, participant) -> {
            try {
                action.accept(name, participant.operations);
            } catch (RuntimeException e) {
                failed(participant, e);
            }
        });
    }

    /** Completes when everyone has done what they were told so far. */
    CompletableFuture<Void> settled() {
        return CompletableFuture.allOf(
                byName.values().stream().map(Participant::last).toArray(CompletableFuture[]::new));
    }

    @Override
    public void announced() {
        byName.values().forEach(participant -> tell(participant, participant.operations::lameDuck));
    }

    @Override
    public void closing(Duration timeout) {
        for (Participant participant : byName.values()) {
            if (participant.await()) {
                gate.enter();
            }
            tell(participant, () -> {
                // Now: the server's lame duck was theirs too, and had the whole of its time.
                participant.operations.beginDrainNow((int) timeout.toSeconds());
                drained(participant.name);
            });
        }
    }

    @Override
    public void resumed() {
        for (Participant participant : byName.values()) {
            release(participant);
            tell(participant, participant.operations::resume);
        }
    }

    private void release(Participant participant) {
        if (participant.release() && Gate.isSettling(gate.leave())) {
            settle.run();
        }
    }

    private void tell(Participant participant, Runnable order) {
        participant.tell(
                () -> {
                    try {
                        order.run();
                    } catch (RuntimeException e) {
                        failed(participant, e);
                    }
                },
                threads);
    }

    private void failed(Participant participant, RuntimeException e) {
        // One that has gone in between is no news.
        if (byName.get(participant.name) == participant) {
            LOG.log(System.Logger.Level.WARNING, "Slackwater: application " + participant.name + " does not answer", e);
        }
    }

    private static final class Participant {
        private final String name;
        private final LifecycleMXBean operations;
        private boolean awaited;
        private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

        Participant(String name, LifecycleMXBean operations) {
            this.name = name;
            this.operations = operations;
        }

        /** Whether it was not awaited before. */
        synchronized boolean await() {
            boolean before = awaited;
            awaited = true;
            return !before;
        }

        /** Whether it was awaited until now. */
        synchronized boolean release() {
            boolean before = awaited;
            awaited = false;
            return before;
        }

        synchronized void tell(Runnable order, Executor threads) {
            last = last.thenRunAsync(order, threads);
        }

        synchronized CompletableFuture<Void> last() {
            return last;
        }
    }
}
