package io.github.slackwater.core;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A request is parked while the gate opens: it gets in, and nobody is forgotten. */
@JCStressTest
@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "admitted, at once or by the release")
@Outcome(id = "0, 0, 1", expect = FORBIDDEN, desc = "forgotten: parked at an open gate")
@Outcome(id = "0, 1, 0", expect = FORBIDDEN, desc = "refused by a gate that parks, or is open")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "told twice, or not at all")
@State
public class ParkAgainstOpenStress {
    private final QueuedTime time = new QueuedTime();
    private final ApplicationLifecycle shop = Shop.open(time);
    private final AtomicInteger admitted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /** Closed for a redeploy, which parks. */
    public ParkAgainstOpenStress() {
        CompletionStage<DrainReport> unused = shop.hold(Duration.ofSeconds(30));
    }

    @Actor
    public void request() {
        ParkingPlace unused = shop.park("GET", "/", new ParkedRequest() {
            @Override
            public void admit(ActiveRequest permit) {
                admitted.incrementAndGet();
            }

            @Override
            public void refuse() {
                refused.incrementAndGet();
            }
        });
    }

    @Actor
    public void operator() {
        shop.bean().resume();
    }

    @Arbiter
    public void later(III_Result result) {
        time.run();
        result.r1 = admitted.get();
        result.r2 = refused.get();
        result.r3 = shop.bean().getParkedRequests();
    }
}
