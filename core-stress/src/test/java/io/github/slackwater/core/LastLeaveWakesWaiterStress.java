package io.github.slackwater.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A drain begins to wait while the last request leaves: it is told, whichever comes first. */
@JCStressTest
@Outcome(id = "DRAINED", expect = ACCEPTABLE, desc = "told of slack water")
@Outcome(id = "null", expect = FORBIDDEN, desc = "the wake-up is lost: it waits until its timeout")
@Outcome(id = "(TIMED_OUT|CANCELLED|IN_PROGRESS)", expect = FORBIDDEN, desc = "told something else")
@State
public class LastLeaveWakesWaiterStress {
    private final ApplicationLifecycle shop = Shop.open(new QueuedTime());
    private final ActiveRequest permit = Shop.enter(shop);
    private @Nullable CompletionStage<DrainReport> report;

    @Actor
    public void operator() {
        report = shop.drain(Duration.ofSeconds(30), false);
    }

    @Actor
    public void request() {
        permit.leave();
    }

    @Arbiter
    public void later(L_Result result) {
        result.r1 = Shop.outcome(report);
    }
}
