package io.github.slackwater.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** One that belongs to an older drain comes late, while an operator resumes and drains again. */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "it ended its own drain, before the resume")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "it came too late, and did nothing")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "it ended the newer drain")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "the newer drain has ended by itself")
@State
public class StaleWaiterStress {
    private final Gate gate = new Gate();
    private final long old = gate.begin(io.github.slackwater.core.State.DRAINING);

    @Actor
    public void latecomer(ZZ_Result result) {
        result.r1 = gate.settle(old);
    }

    @Actor
    public void operator() {
        gate.move(io.github.slackwater.core.State.SERVING);
        gate.begin(io.github.slackwater.core.State.DRAINING);
    }

    @Arbiter
    public void later(ZZ_Result result) {
        result.r2 = gate.state() == io.github.slackwater.core.State.DRAINING && gate.epoch() == old + 1;
    }
}
