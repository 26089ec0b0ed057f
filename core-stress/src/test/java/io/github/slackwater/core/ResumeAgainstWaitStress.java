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
import org.openjdk.jcstress.infra.results.LL_Result;

/** A drain begins to wait while another operator resumes: it never waits for a gate that is open. */
@JCStressTest
@Outcome(id = "SERVING, CANCELLED", expect = ACCEPTABLE, desc = "the resume came last, and the waiter is told")
@Outcome(id = "DRAINING, null", expect = ACCEPTABLE, desc = "the resume came first: the drain is under way")
@Outcome(id = "SERVING, null", expect = FORBIDDEN, desc = "open, and somebody waits for ever")
@Outcome(id = "DRAINING, CANCELLED", expect = FORBIDDEN, desc = "told of a resume, and closed")
@State
public class ResumeAgainstWaitStress {
    private final ApplicationLifecycle shop = Shop.open(new QueuedTime());
    private final ActiveRequest straggler = Shop.enter(shop);
    private @Nullable CompletionStage<DrainReport> report;

    @Actor
    public void waiting() {
        report = shop.drain(Duration.ofSeconds(30), false);
    }

    @Actor
    public void resuming() {
        shop.bean().resume();
    }

    @Arbiter
    public void later(LL_Result result) {
        result.r1 = straggler.inFlight() ? shop.state() : null;
        result.r2 = Shop.outcome(report);
    }
}
