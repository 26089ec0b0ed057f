package io.github.slackwater.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** {@link EnterAgainstCloseStress} at a gate that checks before it counts. */
@JCStressTest
@JCStressMeta(EnterAgainstCloseStress.class)
@State
public class BrokenEnterAgainstCloseStress {
    private final Turnstile gate = new CheckedBeforeCounted();

    @Actor
    public void request(ZZ_Result result) {
        result.r1 = gate.enter();
    }

    @Actor
    public void operator(ZZ_Result result) {
        result.r2 = gate.close();
    }
}
