package io.github.slackwater.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request that was admitted: its record in the register, and the permit that it gives back once, by whichever end comes
 * first.
 *
 * <p>Any thread may call. Nothing blocks, but for the instant in which an operator interrupts this very request: the
 * interrupt can therefore never hit the request that its thread serves next.
 */
public final class ActiveRequest {

    private static final byte IN_FLIGHT = 0;
    private static final byte HELD = 1;
    private static final byte LEFT = 2;

    private static final VarHandle PHASE;
    private static final VarHandle END_TAKEN;
    private static final VarHandle KIND;
    private static final VarHandle THREAD;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            PHASE = lookup.findVarHandle(ActiveRequest.class, "phase", byte.class);
            END_TAKEN = lookup.findVarHandle(ActiveRequest.class, "endTaken", boolean.class);
            KIND = lookup.findVarHandle(ActiveRequest.class, "kind", RequestKind.class);
            THREAD = lookup.findVarHandle(ActiveRequest.class, "thread", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ApplicationLifecycle owner;
    private final String method;
    private final String path;
    private final long startedNanos;

    /** IN_FLIGHT; HELD while one thread changes what stands below; LEFT for good. A byte: with it the record takes 64 bytes. */
    @SuppressWarnings("UnusedVariable") // read and written through PHASE
    private volatile byte phase;

    private volatile RequestKind kind;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Runnable end;
    private volatile @Nullable RequestEnd outside;
    /** Whether somebody ends it, or has. */
    @SuppressWarnings("UnusedVariable") // read through END_TAKEN
    private volatile boolean endTaken;

    private volatile boolean interrupted;
    private volatile @Nullable String id;

    /** Where it stands in the register; written before it is published there. */
    private ActiveRequests.@Nullable Segment segment;

    private int slot;

    /** @param thread works on it; null where it is still to be handed to one */
    @SuppressWarnings("NullAway") // kind is written, but NullAway does not see it
    ActiveRequest(ApplicationLifecycle owner, String method, String path, long startedNanos, @Nullable Thread thread) {
        this.owner = owner;
        this.method = method;
        this.path = path;
        this.startedNanos = startedNanos;
        // Plain: nobody else knows of it yet, and the register publishes it, by a release or more. A volatile write
        // costs a fence.
        THREAD.set(this, thread);
        KIND.set(this, RequestKind.SYNC);
    }

    /**
     * Gives the permit back: the request has ended. Only the first call counts.
     *
     * @return whether this was the first call
     */
    public boolean leave() {
        boolean first = take(LEFT);
        if (first) {
            vacate();
        }
        forgetInterrupt();
        if (first) {
            owner.left();
        }
        return first;
    }

    /**
     * The calling thread returns to its pool while the request goes on asynchronously.
     *
     * @param kind what the request is now known to be
     * @param end ends its asynchronous processing with 503; called by an operator's {@code interrupt}, on their thread
     */
    public void detach(RequestKind kind, Runnable end) {
        if (take(HELD)) {
            this.kind = kind;
            this.end = end;
            forgetInterrupt();
            thread = null;
            PHASE.setVolatile(this, IN_FLIGHT);
        } else {
            forgetInterrupt();
        }
    }

    /** The calling thread works on the request: again, in an asynchronous dispatch, or at last, after it was parked. */
    public void attach() {
        if (take(HELD)) {
            thread = Thread.currentThread();
            PHASE.setVolatile(this, IN_FLIGHT);
        }
    }

    /** What the request has turned out to be. */
    public void kind(RequestKind kind) {
        this.kind = kind;
    }

    /** Who tells from now on what the request is, and ends it if it would never end by itself. */
    public void outside(RequestEnd outside) {
        this.outside = outside;
    }

    /** Whether its response should carry {@code Connection: close}, see {@link ApplicationLifecycle#announcing}. */
    public boolean announcing() {
        return owner.announcing();
    }

    /** Whether the permit is still out. */
    public boolean inFlight() {
        return (byte) PHASE.getVolatile(this) != LEFT;
    }

    /**
     * Does something to what serves the request, which no other request gets meanwhile: whoever gives the permit back waits.
     *
     * @param action must be done at once, and must not call this request
     * @return whether it was done; not if the request has left
     */
    public boolean whileInFlight(Runnable action) {
        boolean held = take(HELD);
        if (held) {
            try {
                action.run();
            } finally {
                PHASE.setVolatile(this, IN_FLIGHT);
            }
        }
        return held;
    }

    InterruptReport.Action interrupt() {
        if (!take(HELD)) {
            return InterruptReport.Action.ALREADY_GONE;
        }
        Thread worker = thread;
        Runnable asynchronousEnd = end;
        if (worker != null) {
            interrupted = true;
            worker.interrupt();
        }
        PHASE.setVolatile(this, IN_FLIGHT);
        if (worker != null) {
            return InterruptReport.Action.INTERRUPTED;
        }
        if (endedProperly()) {
            return InterruptReport.Action.ENDED_ASYNC;
        }
        if (asynchronousEnd == null) {
            return InterruptReport.Action.NOT_POSSIBLE;
        }
        asynchronousEnd.run();
        return InterruptReport.Action.ENDED_ASYNC;
    }

    /** Whether it was ended such that its client gets an answer. */
    private boolean endedProperly() {
        RequestEnd known = takeEnd();
        if (known == null) {
            return false;
        }
        boolean ended = known.end();
        if (!ended) {
            giveBackEnd();
        }
        return ended;
    }

    /** Whether it would never end by itself, as far as anybody can tell. */
    boolean isLongLived(long nowNanos, Duration age) {
        return switch (kind()) {
            case SSE, WEBSOCKET -> true;
            // What is ended may be asked for again; only of a GET that is sure to do no harm (RFC 9110, section 9.2.1).
            case ASYNC -> method.equals("GET") && thread == null && nowNanos - startedNanos >= age.toNanos();
            case SYNC -> false;
        };
    }

    /** What it is to be ended by, for one who does so; null if there is nothing, or somebody has it already. */
    @Nullable
    RequestEnd takeEnd() {
        RequestEnd known = outside;
        boolean first = known != null && (boolean) END_TAKEN.compareAndSet(this, false, true);
        return first && inFlight() ? known : null;
    }

    /** It could not be ended by that, for now. */
    void giveBackEnd() {
        endTaken = false;
    }

    private RequestKind kind() {
        RequestEnd known = outside;
        return known == null ? kind : known.kind();
    }

    /** Moves from IN_FLIGHT to the given phase; false if the request has left. */
    private boolean take(byte next) {
        while (true) {
            // Before: IN_FLIGHT.  Won: the phase is ours.  Lost: HELD for a few instructions, try again; or LEFT.
            if (PHASE.compareAndSet(this, IN_FLIGHT, next)) {
                return true;
            }
            if ((byte) PHASE.getVolatile(this) == LEFT) {
                return false;
            }
            Thread.onSpinWait();
        }
    }

    /** An interrupt of ours that nobody took must not reach the thread's next request. */
    private void forgetInterrupt() {
        if (interrupted && thread == Thread.currentThread()) {
            boolean pending = Thread.interrupted();
            interrupted = interrupted && !pending;
        }
    }

    void place(ActiveRequests.Segment segment, int slot) {
        this.segment = segment;
        this.slot = slot;
    }

    /** Gives its slot in the register back. */
    void vacate() {
        ActiveRequests.Segment place = segment;
        if (place != null) {
            place.release(slot);
        }
    }

    long startedNanos() {
        return startedNanos;
    }

    @Nullable
    Thread thread() {
        return thread;
    }

    /** Given when it is first asked for: most requests are never listed. */
    String id() {
        String known = id;
        if (known == null) {
            synchronized (this) {
                known = id;
                if (known == null) {
                    known = owner.nextId();
                    id = known;
                }
            }
        }
        return known;
    }

    RequestInfo info(long nowNanos) {
        Thread worker = thread;
        return new RequestInfo(
                id(),
                owner.name(),
                OneLine.of(method),
                OneLine.of(path),
                kind(),
                Math.max(0, Duration.ofNanos(nowNanos - startedNanos).toMillis()),
                worker == null ? null : worker.getName());
    }
}
