package io.github.slackwater.cli;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.RequestInfo;
import io.github.slackwater.core.State;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Asks a server how its drain comes on. */
final class Sampler {

    /** Beyond this many in flight the oldest's path is not worth the list that it costs. */
    static final int MOST_LISTED = 500;

    private final LifecycleMXBean lifecycle;
    private final LongSupplier nanoTime;
    private final long beganNanos;
    private final long timeoutMillis;

    Sampler(LifecycleMXBean lifecycle, int timeoutSeconds, LongSupplier nanoTime) {
        this.lifecycle = lifecycle;
        this.nanoTime = nanoTime;
        this.beganNanos = nanoTime.getAsLong();
        this.timeoutMillis = Duration.ofSeconds(timeoutSeconds).toMillis();
    }

    Sample sample() {
        State state = lifecycle.getState();
        int inFlight = lifecycle.getActiveRequests();
        RequestInfo oldest = inFlight == 0 || inFlight > MOST_LISTED ? null : first(lifecycle.activeRequests());
        long elapsed = Duration.ofNanos(nanoTime.getAsLong() - beganNanos).toMillis();
        return new Sample(
                state,
                inFlight,
                oldest == null ? lifecycle.getOldestRequestMillis() : oldest.ageMillis(),
                oldest == null ? null : oldest.method() + " " + oldest.path(),
                lifecycle.getQuietMillis(),
                elapsed,
                Math.max(0, timeoutMillis - elapsed));
    }

    static @Nullable RequestInfo first(List<RequestInfo> requests) {
        return requests.isEmpty() ? null : requests.get(0);
    }
}
