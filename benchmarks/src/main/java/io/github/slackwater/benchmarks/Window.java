package io.github.slackwater.benchmarks;

import io.github.slackwater.benchmarks.Wrk.Load;
import java.time.Duration;

/**
 * What one server did for some seconds.
 *
 * @param load what it answered
 * @param cpu what its process used of the processors meanwhile
 */
record Window(Load load, Duration cpu) {

    double perSecond() {
        return load.requests() / load.seconds();
    }

    double p99Millis() {
        return load.p99Millis();
    }

    /** Of a request. */
    double cpuMicros() {
        return cpu.toNanos() / 1e3 / load.requests();
    }
}
