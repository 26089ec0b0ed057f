package io.github.slackwater.cli.balancer;

import java.util.List;

/**
 * What a check of a balancer has found, and the figures that it was found by.
 *
 * @param name {@code server}, or the application's name
 * @param verdict the finding
 * @param drained whether the gate was closed too, and not announced only
 * @param requestsBefore requests that came before the announcement
 * @param beforeMillis within so long
 * @param requestsAfter requests that came after it
 * @param afterMillis within so long
 * @param lastArrivalMillis when the last of them came, counted from the announcement; to a tenth of a second
 * @param holdMillis how long a drain admits with these settings and this traffic; after a drain, how long it did
 * @param late requests that came after that: refused or parked in a drain
 * @param hold the settings in force
 * @param message the finding in one sentence
 * @param advice which setting to change, and to what; empty: none
 */
public record BalancerReport(
        String name,
        Verdict verdict,
        boolean drained,
        long requestsBefore,
        long beforeMillis,
        long requestsAfter,
        long afterMillis,
        long lastArrivalMillis,
        long holdMillis,
        long late,
        Hold hold,
        String message,
        List<String> advice) {}
