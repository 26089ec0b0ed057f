package io.github.slackwater.benchmarks;

/**
 * What to measure. Immutable.
 *
 * @param server which server
 * @param starts how often two servers are started, 1..20
 * @param pairs how many pairs of windows at each start, 2..500
 * @param seconds the length of a window, 1..120
 * @param connections kept alive, each with one request after the other, 1..64
 * @param control neither server has Slackwater: what a difference between two equal servers looks like
 */
record ThroughputOptions(SoakServer.Kind server, int starts, int pairs, int seconds, int connections, boolean control) {

    ThroughputOptions {
        Console.within("starts", starts, 1, 20);
        Console.within("pairs", pairs, 2, 500);
        Console.within("seconds", seconds, 1, 120);
        Console.within("connections", connections, 1, 64);
    }
}
