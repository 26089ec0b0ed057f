package io.github.slackwater.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** A permit is given back by two ends at once: it counts once. */
@JCStressTest
@Outcome(id = "true, false, 0", expect = ACCEPTABLE, desc = "the first gave it back")
@Outcome(id = "false, true, 0", expect = ACCEPTABLE, desc = "the second gave it back")
@Outcome(id = "true, true, -?[0-9]+", expect = FORBIDDEN, desc = "given back twice")
@Outcome(id = "false, false, -?[0-9]+", expect = FORBIDDEN, desc = "given back by nobody")
@Outcome(id = "(true|false), (true|false), -?[1-9][0-9]*", expect = FORBIDDEN, desc = "the count is wrong afterwards")
@State
public class DoubleReleaseStress {
    private final ApplicationLifecycle shop = Shop.open(new QueuedTime());
    private final ActiveRequest permit = Shop.enter(shop);

    @Actor
    public void one(ZZI_Result result) {
        result.r1 = permit.leave();
    }

    @Actor
    public void other(ZZI_Result result) {
        result.r2 = permit.leave();
    }

    @Arbiter
    public void later(ZZI_Result result) {
        result.r3 = shop.bean().getActiveRequests();
    }
}
