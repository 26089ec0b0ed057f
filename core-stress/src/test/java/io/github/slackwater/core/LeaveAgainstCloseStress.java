package io.github.slackwater.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The only request leaves while the gate closes: one of the two wakes the waiter. */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "closed first: the one that leaves makes it known")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "left first: who closes makes it known")
@Outcome(id = "true, true", expect = FORBIDDEN, desc = "slack water made known twice")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "the wake-up is lost")
@State
public class LeaveAgainstCloseStress {
    private final Turnstile gate = new SoundTurnstile();

    /** One in flight. */
    public LeaveAgainstCloseStress() {
        gate.enter();
    }

    @Actor
    public void request(ZZ_Result result) {
        result.r1 = gate.leave();
    }

    @Actor
    public void operator(ZZ_Result result) {
        result.r2 = gate.close();
    }
}
