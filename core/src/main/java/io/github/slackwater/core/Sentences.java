package io.github.slackwater.core;

import java.util.Locale;

/** A report in one sentence, the same wherever it is read. */
final class Sentences {

    private Sentences() {}

    static String about(
            Outcome outcome, int inFlight, long rejected, long parked, long longLivedEnded, long elapsedMillis) {
        String elapsed = String.format(Locale.ROOT, "%.1f s", elapsedMillis / 1000.0);
        return switch (outcome) {
            case DRAINED ->
                "drained in %s: nothing in flight, %s refused%s%s"
                        .formatted(
                                elapsed,
                                requests(rejected),
                                parked == 0 ? "" : ", %d parked".formatted(parked),
                                longLivedEnded == 0 ? "" : ", %d long-lived ended".formatted(longLivedEnded));
            case TIMED_OUT ->
                "timed out after %s: %s still in flight, the gate stays closed until resume()"
                        .formatted(elapsed, requests(inFlight));
            case CANCELLED -> "cancelled by a resume after %s: open again".formatted(elapsed);
            case IN_PROGRESS -> "under way for %s: %s in flight".formatted(elapsed, requests(inFlight));
        };
    }

    private static String requests(long count) {
        return count == 1 ? "1 request" : count + " requests";
    }
}
