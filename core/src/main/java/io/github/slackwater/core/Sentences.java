package io.github.slackwater.core;

/** A report in one sentence, the same wherever it is read. Put together by hand: whoever waits for a drain waits for it too. */
final class Sentences {

    private Sentences() {}

    static String about(
            Outcome outcome, int inFlight, long rejected, long parked, long longLivedEnded, long elapsedMillis) {
        String elapsed = seconds(elapsedMillis);
        return switch (outcome) {
            case DRAINED ->
                "drained in " + elapsed + ": nothing in flight, " + requests(rejected) + " refused"
                        + (parked == 0 ? "" : ", " + parked + " parked")
                        + (longLivedEnded == 0 ? "" : ", " + longLivedEnded + " long-lived ended");
            case TIMED_OUT ->
                "timed out after " + elapsed + ": " + requests(inFlight)
                        + " still in flight, the gate stays closed until resume()";
            case CANCELLED -> "cancelled by a resume after " + elapsed + ": open again";
            case IN_PROGRESS -> "under way for " + elapsed + ": " + requests(inFlight) + " in flight";
        };
    }

    /** To the next tenth. */
    private static String seconds(long millis) {
        long tenths = (millis + 50) / 100;
        return tenths / 10 + "." + tenths % 10 + " s";
    }

    private static String requests(long count) {
        return count == 1 ? "1 request" : count + " requests";
    }
}
