package io.github.slackwater.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A request comes while the gate closes. */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "entered first: slack water is not known yet")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "closed first: refused, and slack water at once")
@Outcome(id = "true, true", expect = FORBIDDEN, desc = "admitted by a gate that has reported slack water")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "nothing is in flight, and nobody says so")
@State
public class EnterAgainstCloseStress {
    private final Turnstile gate = new SoundTurnstile();

    @Actor
    public void request(ZZ_Result result) {
        result.r1 = gate.enter();
    }

    @Actor
    public void operator(ZZ_Result result) {
        result.r2 = gate.close();
    }
}
