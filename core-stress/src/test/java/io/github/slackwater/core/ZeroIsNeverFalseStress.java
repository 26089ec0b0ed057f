package io.github.slackwater.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** One is always in flight while the count is read. */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "one is in flight")
@Outcome(id = "2", expect = ACCEPTABLE, desc = "the new one is in, the old one not out yet")
@Outcome(id = "0", expect = FORBIDDEN, desc = "a zero that is false")
@State
public class ZeroIsNeverFalseStress {
    private final Turnstile gate = new SoundTurnstile();

    /** One in flight. */
    public ZeroIsNeverFalseStress() {
        gate.enter();
    }

    @Actor
    public void requests() {
        gate.enter();
        gate.leave();
    }

    @Actor
    public void reader(I_Result result) {
        result.r1 = gate.inFlight();
    }
}
