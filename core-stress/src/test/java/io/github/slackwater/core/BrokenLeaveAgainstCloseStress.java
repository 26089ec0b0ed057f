package io.github.slackwater.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** {@link LeaveAgainstCloseStress} at a gate that asks for waiters too early. */
@JCStressTest
@JCStressMeta(LeaveAgainstCloseStress.class)
@State
public class BrokenLeaveAgainstCloseStress {
    private final Turnstile gate = new WakeUpLost();

    /** One in flight. */
    public BrokenLeaveAgainstCloseStress() {
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
