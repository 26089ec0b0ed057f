package io.github.slackwater.core;

import java.time.Duration;
import java.util.List;

/** Makes the report of a drain. It asks the traffic, which may take a while: never call it under a lock. */
final class Reports {

    private final Gate gate;
    private final Traffic traffic;

    Reports(Gate gate, Traffic traffic) {
        this.gate = gate;
        this.traffic = traffic;
    }

    DrainReport of(Drain drain, Outcome outcome, Duration timeout, long nowNanos) {
        List<RequestInfo> stragglers = outcome == Outcome.TIMED_OUT ? traffic.requests() : List.of();
        int inFlight = outcome == Outcome.DRAINED ? 0 : traffic.inFlight();
        // Of a server, an application that went in between has taken its own count with it.
        long rejected = Math.max(0, traffic.rejectedTotal() - drain.before.rejected());
        long parked = Math.max(0, traffic.parkedTotal() - drain.before.parked());
        long ended = Math.max(0, traffic.longLivedEndedTotal() - drain.before.longLivedEnded());
        long elapsedMillis = Duration.ofNanos(nowNanos - drain.beganNanos).toMillis();
        return new DrainReport(
                drain.number,
                outcome,
                state(outcome),
                inFlight,
                stragglers,
                rejected,
                parked,
                ended,
                (int) timeout.toSeconds(),
                elapsedMillis,
                Sentences.about(outcome, inFlight, rejected, parked, ended, elapsedMillis));
    }

    /** What the outcome says, whatever has happened since. */
    private State state(Outcome outcome) {
        return switch (outcome) {
            case DRAINED -> State.DRAINED;
            case CANCELLED -> State.SERVING;
            case TIMED_OUT, IN_PROGRESS -> gate.state();
        };
    }
}
