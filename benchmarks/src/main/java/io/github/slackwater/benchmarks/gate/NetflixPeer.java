package io.github.slackwater.benchmarks.gate;

import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limit.FixedLimit;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;

/** Netflix's limiter with a fixed limit that is never reached. */
final class NetflixPeer extends Peer {

    private final Limiter<String> limiter =
            SimpleLimiter.newBuilder().limit(FixedLimit.of(1_000_000)).build();

    @Override
    Object enter() {
        return limiter.acquire("shop").orElseThrow();
    }

    @Override
    void leave(Object permit) {
        ((Limiter.Listener) permit).onSuccess();
    }
}
