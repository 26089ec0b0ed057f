package io.github.slackwater.benchmarks.gate;

import io.github.slackwater.core.ActiveRequest;
import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.SystemTimekeeper;
import java.util.Objects;

/** The gate of an application, with the record of each request. */
final class SlackwaterPeer extends Peer {

    private final ApplicationLifecycle shop = new ApplicationLifecycle(
            "shop",
            Configuration.read(key -> key.equals("slackwater.lame-duck.max-seconds") ? "0" : null, null),
            "portable",
            new SystemTimekeeper("benchmark"));

    @Override
    ActiveRequest enter() {
        return Objects.requireNonNull(shop.enter("GET", "/cart"));
    }

    @Override
    void leave(Object permit) {
        ((ActiveRequest) permit).leave();
    }

    @Override
    void drain() {
        shop.bean().drain(60);
    }

    @Override
    int list() {
        return shop.bean().activeRequests().size();
    }
}
