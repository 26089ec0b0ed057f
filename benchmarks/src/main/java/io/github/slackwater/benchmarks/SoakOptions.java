package io.github.slackwater.benchmarks;

import io.github.slackwater.rig.LoadPlan;
import io.github.slackwater.rig.RequestKind;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * What to measure. Immutable.
 *
 * @param server which server
 * @param redeploys how many, 1..1000
 * @param ratePerSecond requests a second, 10..1000
 * @param streams open Server-Sent Event streams, 0..500
 * @param pauseSeconds between two redeploys, 1..60
 * @param protectedBySlackwater whether Slackwater is there
 * @param keepSessions whether the server is told to keep sessions, so that a lost one is a failure
 */
record SoakOptions(
        SoakServer.Kind server,
        int redeploys,
        int ratePerSecond,
        int streams,
        int pauseSeconds,
        boolean protectedBySlackwater,
        boolean keepSessions) {
    /** What one request may take on the server: nothing that is sent takes longer. */
    static final Duration LONGEST_REQUEST = Duration.ofSeconds(1);

    private static final Map<RequestKind, Integer> MIX = Map.of(
            RequestKind.GET, 60,
            RequestKind.POST_SMALL, 12,
            RequestKind.POST_LARGE, 2,
            RequestKind.POST_CHUNKED, 5,
            RequestKind.SLOW, 3,
            RequestKind.LEDGER, 3,
            RequestKind.ASYNC, 5,
            RequestKind.SESSION, 10);

    SoakOptions {
        Console.within("redeploys", redeploys, 1, 1_000);
        Console.within("rate", ratePerSecond, 10, 1_000);
        Console.within("streams", streams, 0, 500);
        Console.within("pause", pauseSeconds, 1, 60);
        if (keepSessions && server != SoakServer.Kind.PAYARA) {
            throw new IllegalArgumentException(
                    "keep-sessions: " + server.label() + " (expected payara: its redeploy has --keepstate)");
        }
    }

    /** When the heap is looked at for the first time: the first redeploys fill caches. */
    int settledAfter() {
        return Math.min(10, Math.max(1, redeploys / 2));
    }

    /** How many redeploys show what the server does by itself. */
    int ownRedeploys() {
        return Math.min(20, Math.max(3, redeploys / 5));
    }

    LoadPlan plan(URI shop) {
        LoadPlan plan = LoadPlan.against(shop)
                .withRate(ratePerSecond)
                .withMix(MIX)
                .withSlowMillis((int) LONGEST_REQUEST.toMillis())
                .withTimeout(Duration.ofSeconds(60))
                .withLongest(Duration.ofHours(1));
        return keepSessions ? plan.withSessionsKept() : plan;
    }
}
