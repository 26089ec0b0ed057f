package io.github.slackwater.cli.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.State;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BalancerCheckTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private @Nullable NodeUnderTraffic present;

    @AfterEach
    void close() {
        if (present != null) {
            present.close();
        }
    }

    @Test
    void aBalancerThatLooksAwayWithinTheMinimumNeedsNothing() throws InterruptedException {
        NodeUnderTraffic node = node(4, 15);
        node.sends = notServing -> notServing.compareTo(Duration.ofMillis(900)) < 0;

        BalancerReport report = check(node, 60);

        assertThat(report.verdict()).isEqualTo(Verdict.LOOKED_AWAY);
        assertThat(report.lastArrivalMillis()).isBetween(800L, 1_000L);
        assertThat(report.requestsBefore()).isEqualTo(250);
        assertThat(report.requestsAfter()).isBetween(40L, 50L);
        assertThat(report.holdMillis()).isEqualTo(4_000);
        assertThat(report.late()).isZero();
        assertThat(report.advice()).isEmpty();
        assertThat(report.message()).contains("0.9 s after the announcement", "holds for 4.0 s");
        assertThat(node.shop.state()).isEqualTo(State.SERVING);
    }

    @Test
    void whereOnlyTheTrafficHeldItTheMinimumIsToBeRaised() throws InterruptedException {
        NodeUnderTraffic node = node(0, 15);
        node.sends = notServing -> notServing.compareTo(Duration.ofMillis(1_900)) < 0;

        BalancerReport report = check(node, 60);

        assertThat(report.verdict()).isEqualTo(Verdict.LOOKED_AWAY);
        assertThat(report.holdMillis()).isBetween(2_800L, 3_000L);
        assertThat(report.advice()).singleElement().asString().startsWith("slackwater.lame-duck.min-seconds: 0 -> 3, ");
    }

    @Test
    void aMinimumThatIsAmpleMayBeLowered() throws InterruptedException {
        NodeUnderTraffic node = node(10, 15);
        node.sends = notServing -> notServing.compareTo(Duration.ofMillis(500)) < 0;

        assertThat(check(node, 60).advice())
                .singleElement()
                .asString()
                .startsWith("slackwater.lame-duck.min-seconds: 10 -> 2 would do");
    }

    @Test
    void aDrainThatEndsItsLameDuckFirstIsTooEarly() throws InterruptedException {
        NodeUnderTraffic node = node(0, 2);
        node.sends = notServing -> notServing.compareTo(SECOND.multipliedBy(6)) < 0;

        BalancerReport report = check(node, 8);

        assertThat(report.verdict()).isEqualTo(Verdict.LOOKED_AWAY_TOO_LATE);
        assertThat(report.holdMillis()).isEqualTo(2_000);
        assertThat(report.late()).isBetween(195L, 205L);
        assertThat(report.advice())
                .hasSize(4)
                .anySatisfy(line -> assertThat(line).isEqualTo("slackwater.lame-duck.min-seconds: 0 -> 7"))
                .anySatisfy(line -> assertThat(line).isEqualTo("slackwater.lame-duck.max-seconds: 2 -> 7 or more"))
                .anySatisfy(line -> assertThat(line).startsWith("the timeout of a drain: 8 -> 14 s or more"))
                .anySatisfy(line -> assertThat(line).contains("inter x fall"));
    }

    @Test
    void aPauseInTheTrafficDoesNotMakeItLookAway() throws InterruptedException {
        NodeUnderTraffic node = node(0, 15);
        // Nothing for 1.5 s, in which a drain would close, and then the rest.
        node.sends = notServing -> notServing.compareTo(SECOND) < 0
                || (notServing.compareTo(Duration.ofMillis(2_500)) > 0
                        && notServing.compareTo(SECOND.multipliedBy(4)) < 0);

        BalancerReport report = check(node, 60);

        assertThat(report.verdict()).isEqualTo(Verdict.LOOKED_AWAY_TOO_LATE);
        assertThat(report.holdMillis()).isBetween(1_900L, 2_100L);
        assertThat(report.late()).isBetween(70L, 80L);
    }

    @Test
    void aBalancerThatGoesOnDidNotLookAway() throws InterruptedException {
        NodeUnderTraffic node = node(4, 15);

        BalancerReport report = check(node, 60);

        assertThat(report.verdict()).isEqualTo(Verdict.DID_NOT_LOOK_AWAY);
        assertThat(report.afterMillis()).isBetween(30_000L, 30_200L);
        assertThat(report.message()).contains("50.0 requests a second in the last 10.0 s, 50.0 before");
        assertThat(report.advice())
                .anySatisfy(line -> assertThat(line).contains("/slackwater/ready/shop"))
                .anySatisfy(line -> assertThat(line).contains("slackwater.when-draining=reject"))
                .anySatisfy(line -> assertThat(line).contains("slackwater.exempt-paths"));
        assertThat(node.shop.state()).isEqualTo(State.SERVING);
    }

    @Test
    void whatIsLeftOverIsToldApart() throws InterruptedException {
        NodeUnderTraffic node = node(4, 15);
        node.sends = notServing -> notServing.compareTo(SECOND) < 0 || node.every(5);

        BalancerReport report = check(node, 60);

        assertThat(report.verdict()).isEqualTo(Verdict.LOOKED_AWAY_IN_PART);
        assertThat(report.message()).contains("10.0 requests a second in the last 10.0 s, 50.0 before");
    }

    @Test
    void withoutTrafficNothingIsAnnouncedAndNothingTold() throws InterruptedException {
        NodeUnderTraffic node = node(4, 15);
        node.sends = notServing -> false;

        BalancerReport report = check(node, 60);

        assertThat(report.verdict()).isEqualTo(Verdict.TOO_LITTLE_TRAFFIC);
        assertThat(node.bean.status().drain()).as("never announced").isZero();
    }

    @Test
    void aFewRequestsAreTooLittleToTell() throws InterruptedException {
        NodeUnderTraffic node = node(4, 15);
        // One each 4 s: ten of them are missed after 40 s only.
        node.sends = notServing -> node.every(200);

        assertThat(check(node, 60).verdict()).isEqualTo(Verdict.TOO_LITTLE_TRAFFIC);
        assertThat(node.bean.status().drain()).isZero();
    }

    @Test
    void aResumeBySomebodyElseCutsItShort() throws InterruptedException {
        NodeUnderTraffic node = node(4, 15);
        node.sends = notServing -> {
            if (notServing.compareTo(SECOND) > 0) {
                node.bean.resume();
                node.bean.resume();
            }
            return true;
        };
        Announcement announcement = announcement(node, 0);

        assertThat(node.check(announcement, 60).verdict()).isEqualTo(Verdict.CUT_SHORT);
        assertThat(announcement.end()).isEqualTo(Announcement.End.RESUMED_BY_OTHERS);
    }

    @Test
    void aDrainBySomebodyElseIsLeftAlone() throws InterruptedException {
        NodeUnderTraffic node = node(4, 15);
        node.sends = notServing -> {
            if (notServing.compareTo(SECOND) > 0) {
                node.bean.beginDrainNow(60);
            }
            return true;
        };
        Announcement announcement = announcement(node, 0);

        assertThat(node.check(announcement, 60).verdict()).isEqualTo(Verdict.CUT_SHORT);
        assertThat(announcement.end()).isEqualTo(Announcement.End.DRAINED_BY_OTHERS);
        assertThat(node.shop.state()).isEqualTo(State.DRAINED);
    }

    @Test
    void aDrainThatIsHeldLongEnoughRefusesNothing() throws InterruptedException {
        NodeUnderTraffic node = node(4, 15);
        node.sends = notServing -> notServing.compareTo(SECOND) < 0;

        BalancerReport report = checkByDrain(node);

        assertThat(report.verdict()).isEqualTo(Verdict.LOOKED_AWAY);
        assertThat(report.drained()).isTrue();
        assertThat(report.holdMillis()).isBetween(4_000L, 4_100L);
        assertThat(node.shop.state()).isEqualTo(State.SERVING);
    }

    @Test
    void aDrainThatClosesFirstCountsWhatItRefuses() throws InterruptedException {
        NodeUnderTraffic node = node(0, 2);
        node.sends = notServing -> notServing.compareTo(SECOND.multipliedBy(6)) < 0;

        BalancerReport report = checkByDrain(node);

        assertThat(report.verdict()).isEqualTo(Verdict.LOOKED_AWAY_TOO_LATE);
        assertThat(report.late()).isEqualTo(node.bean.getRejectedTotal()).isBetween(195L, 205L);
        assertThat(report.lastArrivalMillis()).isBetween(5_900L, 6_100L);
    }

    @Test
    void aBalancerThatIsToldByRefusalsOnlyDidNotLookAway() throws InterruptedException {
        NodeUnderTraffic node = node(0, 0);

        BalancerReport report = checkByDrain(node);

        assertThat(report.verdict()).isEqualTo(Verdict.DID_NOT_LOOK_AWAY);
        assertThat(report.late()).isPositive();
        assertThat(report.advice()).anySatisfy(line -> assertThat(line).contains("only the clients know"));
        assertThat(node.shop.state()).isEqualTo(State.SERVING);
    }

    private NodeUnderTraffic node(int minSeconds, int maxSeconds) {
        present = new NodeUnderTraffic(
                Map.of(Hold.MIN, Integer.toString(minSeconds), Hold.MAX, Integer.toString(maxSeconds)));
        return present;
    }

    private static BalancerReport check(NodeUnderTraffic node, int timeoutSeconds) throws InterruptedException {
        return check(node, announcement(node, 0), timeoutSeconds);
    }

    private static BalancerReport checkByDrain(NodeUnderTraffic node) throws InterruptedException {
        return check(node, announcement(node, 60), 60);
    }

    private static BalancerReport check(NodeUnderTraffic node, Announcement announcement, int timeoutSeconds)
            throws InterruptedException {
        BalancerReport report = node.check(announcement, timeoutSeconds);
        announcement.end();
        return report;
    }

    private static Announcement announcement(NodeUnderTraffic node, int drainSeconds) {
        return new Announcement(node.bean, () -> node.bean, drainSeconds);
    }
}
