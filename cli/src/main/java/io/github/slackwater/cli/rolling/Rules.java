package io.github.slackwater.cli.rolling;

import java.time.Duration;

/**
 * By what a roll is scheduled.
 *
 * @param mostUnavailable how many nodes may be away at once, 1 or more
 * @param mostFailures how many failed nodes end the roll, 1 or more
 * @param then what follows then
 * @param unreachable what becomes of nodes that are away when it would be their turn
 * @param afterNode in which no node is begun
 * @param afterFirst the same after the first node
 * @param good how long a node has to answer well until it counts as available again
 * @param timeout how long that may take, and how long a node may be away until it has failed
 * @param interval how often a node is asked, one second or more
 * @param notice how long the balancer needs to see that a node is ready again
 */
record Rules(
        int mostUnavailable,
        int mostFailures,
        FleetFile.Then then,
        FleetFile.Unreachable unreachable,
        Duration afterNode,
        Duration afterFirst,
        Duration good,
        Duration timeout,
        Duration interval,
        Duration notice) {

    private static final Duration LEAST_INTERVAL = Duration.ofSeconds(1);

    Rules {
        if (mostUnavailable < 1 || mostFailures < 1) {
            throw new IllegalArgumentException("mostUnavailable: %d, mostFailures: %d (expected 1 or more)"
                    .formatted(mostUnavailable, mostFailures));
        }
        if (interval.compareTo(LEAST_INTERVAL) < 0) {
            throw new IllegalArgumentException("interval: " + interval + " (expected 1 s or more)");
        }
    }

    static Rules of(FleetFile fleet) {
        FleetFile.Balancer balancer = fleet.balancer();
        return new Rules(
                fleet.mostUnavailable(),
                fleet.onFailure().failures().of(fleet.nodes().size()),
                fleet.onFailure().then(),
                fleet.onFailure().unreachable(),
                fleet.pauses().afterNode(),
                fleet.pauses().afterFirst(),
                fleet.health().good(),
                fleet.health().timeout(),
                fleet.health().interval(),
                balancer == null ? Duration.ZERO : balancer.notice());
    }
}
