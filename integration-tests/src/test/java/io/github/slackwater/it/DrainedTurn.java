package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.Outcome;
import io.github.slackwater.rig.Balancer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One node behind a balancer is drained, gets a new version of the shop, and is opened again, while the load goes on.
 *
 * @param needed how long the balancer went on sending after the drain had been announced
 * @param taken how long the drain held: until the gate closed
 * @param back how long after the resume the node gave its first answer through the balancer
 */
record DrainedTurn(Duration needed, Duration taken, Duration back) {

    private static final int TIMEOUT_SECONDS = 60;
    private static final Duration BOUND = Duration.ofSeconds(40);
    private static final Duration POLL = Duration.ofMillis(20);

    /** @param name of the node in the balancer's configuration */
    static DrainedTurn of(
            ServerUnderTest node, String name, BalancerMode mode, Balancer balancer, AnsweredBy answered) {
        LifecycleMXBean lifecycle = node.lifecycle();
        long refusedBefore = lifecycle.getRejectedTotal();
        long parkedBefore = lifecycle.getParkedTotal();
        String before = AnsweredBy.instance(node, ServerUnderTest.SHOP);

        long begin = System.nanoTime();
        mode.turnAway(balancer, name);
        mode.beginDrain(lifecycle, TIMEOUT_SECONDS);
        await().atMost(BOUND)
                .pollInterval(POLL)
                .until(() -> !lifecycle.getState().admits());
        Duration taken = since(begin);
        Duration needed = taken.minusMillis(lifecycle.getQuietMillis());
        DrainReport report = lifecycle.drain(TIMEOUT_SECONDS);
        assertThat(report.outcome()).as(report.message()).isEqualTo(Outcome.DRAINED);

        node.admin().redeploy(ServerUnderTest.SHOP, Artifacts.shop());
        await().atMost(BOUND)
                .until(() -> node.get("/shop/version").statusCode() == 200
                        && !AnsweredBy.instance(node, ServerUnderTest.SHOP).equals(before));
        String after = AnsweredBy.instance(node, ServerUnderTest.SHOP);
        long refused = lifecycle.getRejectedTotal() - refusedBefore;
        long parked = lifecycle.getParkedTotal() - parkedBefore;
        if (mode.looksAway()) {
            assertThat(refused).as("refused by the drained node").isZero();
            if (mode.enablesWhatIsDeployed()) {
                awaitNoMore(after, answered);
            } else {
                assertThat(parked).as("parked by the drained node").isZero();
                assertThat(answered.by(after))
                        .as("answered by the drained node")
                        .isZero();
            }
            assertThat(needed).as("the hold that was needed").isLessThanOrEqualTo(mode.hold());
        } else {
            assertThat(refused).as("refused by the drained node").isPositive();
        }

        long resumed = System.nanoTime();
        lifecycle.resume();
        mode.turnBack(balancer, name);
        await().atMost(BOUND).pollInterval(POLL).until(() -> answered.by(after) > 0);
        Duration back = since(resumed);
        await().atMost(BOUND).until(() -> answered.by(after) > 10);
        return new DrainedTurn(needed.isNegative() ? Duration.ZERO : needed, taken, back);
    }

    /** A second in which none is answered; the load sends dozens. */
    private static void awaitNoMore(String instance, AnsweredBy answered) {
        AtomicInteger last = new AtomicInteger(-1);
        await().atMost(BOUND).pollInterval(Duration.ofSeconds(1)).until(() -> {
            int now = answered.by(instance);
            return last.getAndSet(now) == now;
        });
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "hold needed %.1f s, taken %.1f s, back after %.1f s",
                needed.toMillis() / 1e3,
                taken.toMillis() / 1e3,
                back.toMillis() / 1e3);
    }
}
