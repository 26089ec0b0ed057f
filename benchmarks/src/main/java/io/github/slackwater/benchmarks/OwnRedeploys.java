package io.github.slackwater.benchmarks;

import io.github.slackwater.rig.LoadReport;
import java.util.List;

/**
 * What the server does by itself, in the same run: plain redeploys under the same requests, before Slackwater is there.
 * Immutable.
 *
 * @param load what became of those requests
 */
record OwnRedeploys(List<Redeploy> redeploys, LoadReport load) {
    OwnRedeploys {
        redeploys = List.copyOf(redeploys);
    }

    Spread commands() {
        return Spread.of(redeploys.stream().map(Redeploy::command).toList());
    }

    /** For each redeploy the longest time without an answer to any GET. */
    Spread gaps() {
        return Spread.of(
                redeploys.stream().map(redeploy -> redeploy.pause().gap()).toList());
    }
}
