package io.github.slackwater.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Two leave a closed gate at once: one of them is the last, and knows it. */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the first was the last")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the second was the last")
@Outcome(id = "true, true", expect = FORBIDDEN, desc = "slack water made known twice")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "the wake-up is lost")
@State
public class LastLeavesStress {
    private final Turnstile gate = new SoundTurnstile();

    /** Two in flight, and closed. */
    public LastLeavesStress() {
        gate.enter();
        gate.enter();
        gate.close();
    }

    @Actor
    public void one(ZZ_Result result) {
        result.r1 = gate.leave();
    }

    @Actor
    public void other(ZZ_Result result) {
        result.r2 = gate.leave();
    }
}
