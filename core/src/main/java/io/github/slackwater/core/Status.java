package io.github.slackwater.core;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All there is to know at one moment. The figures are read one after the other, without stopping the traffic, so two of
 * them may differ by the requests that came and went in between.
 *
 * @param name {@code server}, or the application's name
 * @param state what happens to a request that arrives
 * @param since when that state began, as an ISO-8601 instant in UTC
 * @param inFlight requests in flight; exempt ones are not counted
 * @param longLived how many of these would never end by themselves: streams of events, WebSockets, long polls
 * @param oldestRequestMillis the age of the oldest of them in milliseconds; 0 where there is none
 * @param admittedTotal requests admitted since the start; for the server, of the applications present now
 * @param rejectedTotal requests refused since the start; likewise
 * @param parked requests held now until the gate opens; only where a server's adapter can do that
 * @param parkedTotal requests parked since the start; likewise
 * @param longLivedEndedTotal long-lived requests that were ended since the start, because a gate had closed; likewise
 * @param drain the number of the drain under way, or of the last one; 0 before the first
 * @param lastDrain the report of the drain that ended last; null before the first
 * @param notice what went wrong last with a deployment that was replaced, after the time of it; empty: nothing; of the server
 *     only
 * @param adapter how requests are counted and announced: {@code portable}, or the server's own
 * @param version the version of Slackwater
 * @param configuration every key in force with its value
 * @param configurationProblems values that were not understood, each with what was expected; the default applies
 * @param applications the applications of the server; empty in the status of an application
 */
public record Status(
        String name,
        State state,
        String since,
        int inFlight,
        int longLived,
        long oldestRequestMillis,
        long admittedTotal,
        long rejectedTotal,
        int parked,
        long parkedTotal,
        long longLivedEndedTotal,
        long drain,
        @Nullable DrainReport lastDrain,
        String notice,
        String adapter,
        String version,
        Map<String, String> configuration,
        List<String> configurationProblems,
        List<ApplicationStatus> applications) {}
