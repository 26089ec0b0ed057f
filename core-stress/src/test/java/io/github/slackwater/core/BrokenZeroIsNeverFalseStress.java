package io.github.slackwater.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** {@link ZeroIsNeverFalseStress} with a striped counter. */
@JCStressTest
@JCStressMeta(ZeroIsNeverFalseStress.class)
@State
public class BrokenZeroIsNeverFalseStress {
    private final Turnstile gate = new StripedCounter();

    /** One in flight. */
    public BrokenZeroIsNeverFalseStress() {
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
