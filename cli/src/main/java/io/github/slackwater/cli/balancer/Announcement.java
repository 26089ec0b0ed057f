package io.github.slackwater.cli.balancer;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.State;
import io.github.slackwater.core.Status;
import java.util.function.Supplier;

/**
 * A lame duck, or a drain, that this process begins itself and takes back, whatever happens. For all threads: a signal takes
 * it back from a thread of its own.
 */
public final class Announcement {

    /** How it has ended. */
    public enum End {
        /** There was none, or it is over already. */
        NOTHING,

        /** It was taken back: the node serves. */
        RESUMED,

        /** Somebody else has resumed, and perhaps begun anew: nothing was done. */
        RESUMED_BY_OTHERS,

        /** Somebody else has drained meanwhile, and that was left alone. */
        DRAINED_BY_OTHERS
    }

    private final LifecycleMXBean lifecycle;
    private final Supplier<LifecycleMXBean> again;
    private final int drainSeconds;
    private long number;
    private boolean begun;
    private boolean over;

    /**
     * Nothing is begun yet.
     *
     * @param again the same operations over a new connection
     * @param drainSeconds the timeout of a drain; 0 for an announcement alone
     */
    public Announcement(LifecycleMXBean lifecycle, Supplier<LifecycleMXBean> again, int drainSeconds) {
        this.lifecycle = lifecycle;
        this.again = again;
        this.drainSeconds = drainSeconds;
    }

    /** Whether it closes too. */
    boolean drains() {
        return drainSeconds > 0;
    }

    /**
     * Announces.
     *
     * @param before the status of a node that serves
     * @return false if somebody else came first, or it is to be over already
     */
    synchronized boolean begin(Status before) {
        if (over) {
            return false;
        }
        // Known before the answer, which may be lost.
        begun = true;
        number = before.drain() + 1;
        if (drains()) {
            number = lifecycle.beginDrain(drainSeconds).drain();
            return true;
        }
        Status status = lifecycle.lameDuck();
        number = status.drain();
        return status.state() == State.LAME_DUCK;
    }

    /**
     * Takes it back, once; with a new connection if the first one fails.
     *
     * @throws RuntimeException what the operations throw; it may be tried again
     */
    public synchronized End end() {
        if (!begun || over) {
            over = true;
            return End.NOTHING;
        }
        End end;
        try {
            end = takeBack(lifecycle);
        } catch (RuntimeException lost) {
            try {
                end = takeBack(again.get());
            } catch (RuntimeException e) {
                e.addSuppressed(lost);
                throw e;
            }
        }
        over = true;
        return end;
    }

    private End takeBack(LifecycleMXBean operations) {
        Status now = operations.status();
        if (now.state() == State.SERVING || now.drain() != number) {
            return End.RESUMED_BY_OTHERS;
        }
        if (!drains() && !now.state().admits()) {
            return End.DRAINED_BY_OTHERS;
        }
        Status unused = operations.resume();
        return End.RESUMED;
    }
}
