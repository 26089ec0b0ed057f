package io.github.slackwater.benchmarks.gate;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;

/** Resilience4j's bulkhead on a semaphore that is never used up. */
final class ResiliencePeer extends Peer {

    private final Bulkhead bulkhead = Bulkhead.of(
            "shop", BulkheadConfig.custom().maxConcurrentCalls(1_000_000).build());

    @Override
    Object enter() {
        return bulkhead.tryAcquirePermission() ? bulkhead : this;
    }

    @Override
    void leave(Object permit) {
        bulkhead.onComplete();
    }
}
