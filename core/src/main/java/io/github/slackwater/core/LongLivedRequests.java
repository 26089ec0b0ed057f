package io.github.slackwater.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The requests of one application that would never end by themselves: counted apart, and ended when its gate has been closed
 * for the time of the grace. From then on they are looked for again and again, since it may show late what a request is.
 *
 * <p>Any thread may call, and nothing here blocks: they are ended on threads that are there for that. Each is ended once. A
 * resume stops it, and so does the next drain, which has a grace of its own.
 */
final class LongLivedRequests {

    /** How soon those are found that have become what they are meanwhile. */
    static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** Who has not ended so long after he was to end, is cut. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int MOST_THREADS = 8;

    private static final System.Logger LOG = System.getLogger(LongLivedRequests.class.getName());

    private final LongLived settings;
    private final Gate gate;
    private final ActiveRequests requests;
    private final Timekeeper time;
    private final Executor threads;
    private final LongAdder ended = new LongAdder();

    private volatile Runnable cancelLook = () -> {};

    /** @param threads where requests are ended, which may block */
    LongLivedRequests(LongLived settings, Gate gate, ActiveRequests requests, Timekeeper time, Executor threads) {
        this.settings = settings;
        this.gate = gate;
        this.requests = requests;
        this.time = time;
        this.threads = threads;
    }

    /** Threads that are there only while requests are ended, and for a second more. */
    static Executor threads(String application) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                MOST_THREADS, MOST_THREADS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "slackwater-end-" + application);
                    thread.setDaemon(true);
                    thread.setContextClassLoader(LongLivedRequests.class.getClassLoader());
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * The gate has closed.
     *
     * @param drain its epoch
     */
    void closed(long drain) {
        if (settings.ends()) {
            lookAfter(settings.grace(), drain);
        }
    }

    /** The gate has opened, or nobody is to be ended any more. */
    void opened() {
        cancelLook.run();
    }

    /** How many are in flight. */
    int count() {
        return found().size();
    }

    /** How many were ended since the start. */
    long endedTotal() {
        return ended.sum();
    }

    private void lookAfter(Duration delay, long drain) {
        cancelLook = time.after(delay, () -> look(drain));
    }

    private void look(long drain) {
        if (isClosedIn(drain)) {
            found().forEach(request -> threads.execute(() -> end(request, drain)));
            lookAfter(LOOK_AGAIN, drain);
        }
    }

    private List<ActiveRequest> found() {
        long now = time.nanoTime();
        List<ActiveRequest> found = new ArrayList<>();
        requests.forEach(request -> {
            if (request.isLongLived(now, settings.age())) {
                found.add(request);
            }
        });
        return found;
    }

    private void end(ActiveRequest request, long drain) {
        // The gate may have opened while this waited for a thread.
        if (!isClosedIn(drain)) {
            return;
        }
        try {
            RequestEnd end = request.takeEnd();
            if (end != null) {
                // Both before it is ended: that may take as long as its client likes, and the last one ends the drain.
                Runnable cancelCut = time.after(PATIENCE, () -> cut(request, end));
                ended.increment();
                if (!end.end()) {
                    ended.decrement();
                    cancelCut.run();
                    request.giveBackEnd();
                }
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Slackwater: " + request.id() + " could not be ended", e);
        }
    }

    private void cut(ActiveRequest request, RequestEnd end) {
        if (request.inFlight()) {
            end.cut();
        }
    }

    private boolean isClosedIn(long drain) {
        return gate.state() == State.DRAINING && gate.epoch() == drain;
    }
}
