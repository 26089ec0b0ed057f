package io.github.slackwater.core;

import java.util.List;

/** What passes a gate: an application's own requests, or those of all applications of the server. */
interface Traffic {

    int inFlight();

    long admittedTotal();

    long rejectedTotal();

    int parked();

    long parkedTotal();

    /** Of those in flight, the ones that would never end by themselves. */
    int longLived();

    long longLivedEndedTotal();

    /** How long no new request has come, counted from the announcement at the earliest; 0 while serving. In nanoseconds. */
    long quietNanos();

    /** Oldest first. */
    List<RequestInfo> requests();

    /** Of the oldest request in flight, 0 where there is none. */
    long oldestMillis();

    /** The applications below it; empty for an application. */
    List<ApplicationStatus> applications();

    /** See {@link LifecycleMXBean#threadDump}. */
    String threadDump(String id);

    /** See {@link LifecycleMXBean#interrupt}. */
    InterruptReport interrupt(String id);
}
