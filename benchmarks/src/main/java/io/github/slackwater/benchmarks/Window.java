package io.github.slackwater.benchmarks;

/**
 * What one server did for some seconds.
 *
 * @param perSecond requests answered a second
 * @param medianMillis of their times
 * @param p99Millis of their times
 */
record Window(double perSecond, double medianMillis, double p99Millis) {}
