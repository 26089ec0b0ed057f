package io.github.slackwater.cli.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.cli.rolling.SimulatedFleet.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of a roll: by hand, and with simulated fleets of up to 10,000 nodes. Nothing here takes time but computing. */
@Timeout(120)
class ScheduleTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long now = 1;

    @Test
    void theFirstNodeGoesAloneAndTheOthersAsManyAsMayBeAway() {
        Schedule schedule = schedule(rules(2, 1), Stage.WAITING, Stage.WAITING, Stage.WAITING, Stage.WAITING);
        allSeen(schedule, 4);

        assertThat(begun(schedule)).containsExactly(0);
        schedule.ended(0, Schedule.Result.NEW, now);
        assertThat(begun(schedule))
                .as("it has not answered well for two seconds")
                .isEmpty();
        settles(schedule, 0);

        assertThat(begun(schedule)).containsExactly(1, 2);
        assertThat(schedule.unavailable()).isEqualTo(2);
    }

    @Test
    void nothingIsBegunBeforeEveryNodeWasSeen() {
        Schedule schedule = schedule(rules(1, 1), Stage.WAITING, Stage.WAITING);
        List<Order> looks = schedule.next(now);
        assertThat(looks).containsExactly(new Order(Order.Kind.LOOK, 0), new Order(Order.Kind.LOOK, 1));

        schedule.seen(0, true, now);
        assertThat(begun(schedule)).isEmpty();
        schedule.seen(1, true, now);
        assertThat(begun(schedule)).containsExactly(0);
    }

    @Test
    void aNodeThatIsAwayCountsEvenIfNobodyHasTouchedIt() {
        Schedule schedule = schedule(rules(1, 1), Stage.WAITING, Stage.WAITING, Stage.WAITING);
        schedule.next(now);
        schedule.seen(0, true, now);
        schedule.seen(1, true, now);
        schedule.seen(2, false, now);

        assertThat(begun(schedule)).isEmpty();
        later(schedule, 3);
        schedule.seen(2, true, now);
        assertThat(begun(schedule)).containsExactly(0);
    }

    @Test
    void afterAFailureThoseThatWereChangedArePutBackTheLastFirst() {
        Schedule schedule = schedule(rules(1, 1), Stage.UPDATED, Stage.UPDATED, Stage.WAITING, Stage.WAITING);
        allSeen(schedule, 4);
        assertThat(begun(schedule)).containsExactly(2);

        schedule.ended(2, Schedule.Result.PREVIOUS, now);

        List<Order> orders = schedule.next(now);
        assertThat(schedule.phase()).isEqualTo(Schedule.Phase.ROLLING_BACK);
        assertThat(orders).containsExactly(new Order(Order.Kind.PUT_BACK, 1));
        schedule.ended(1, Schedule.Result.PREVIOUS, now);
        settles(schedule, 1);
        assertThat(schedule.next(now)).contains(new Order(Order.Kind.PUT_BACK, 0));
        schedule.ended(0, Schedule.Result.PREVIOUS, now);
        settles(schedule, 0);
        schedule.next(now);
        assertThat(schedule.phase()).isEqualTo(Schedule.Phase.OVER);
        assertThat(stages(schedule, 4)).containsExactly(Stage.RESTORED, Stage.RESTORED, Stage.FAILED, Stage.WAITING);
        assertThat(schedule.reason()).isEqualTo("1 of 4 nodes failed");
    }

    @Test
    void withStopWhatWasChangedStays() {
        Rules rules = new Rules(
                1,
                1,
                FleetFile.Then.STOP,
                FleetFile.Unreachable.ABORT,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                Duration.ZERO);
        Schedule schedule = schedule(rules, Stage.UPDATED, Stage.WAITING, Stage.WAITING);
        allSeen(schedule, 3);
        assertThat(begun(schedule)).containsExactly(1);
        schedule.ended(1, Schedule.Result.PREVIOUS, now);

        assertThat(begun(schedule)).isEmpty();
        assertThat(schedule.phase()).isEqualTo(Schedule.Phase.OVER);
        assertThat(stages(schedule, 3)).containsExactly(Stage.UPDATED, Stage.FAILED, Stage.WAITING);
    }

    @Test
    void aNewVersionThatDoesNotAnswerWellIsPutBackAndHasFailed() {
        Schedule schedule = schedule(rules(1, 2), Stage.UPDATED, Stage.WAITING, Stage.WAITING);
        allSeen(schedule, 3);
        assertThat(begun(schedule)).containsExactly(1);
        schedule.ended(1, Schedule.Result.NEW, now);
        for (int i = 0; i < 31; i++) {
            later(schedule, 2);
            assertThat(schedule.stage(1)).isIn(Stage.SETTLING, Stage.IN_WORK);
            if (schedule.stage(1) == Stage.SETTLING) {
                schedule.seen(1, false, now);
            }
        }
        assertThat(schedule.stage(1)).isEqualTo(Stage.IN_WORK);

        schedule.ended(1, Schedule.Result.PREVIOUS, now);

        assertThat(schedule.stage(1)).isEqualTo(Stage.FAILED);
        assertThat(begun(schedule)).as("two failures would end it").containsExactly(2);
    }

    @Test
    void ctrlCBeginsNothingMoreAndPutsNothingBack() {
        Schedule schedule = schedule(rules(1, 1), Stage.UPDATED, Stage.WAITING, Stage.WAITING);
        allSeen(schedule, 3);
        assertThat(begun(schedule)).containsExactly(1);

        schedule.stop("a signal");
        assertThat(begun(schedule)).isEmpty();
        assertThat(schedule.phase()).isEqualTo(Schedule.Phase.ENDING);
        schedule.ended(1, Schedule.Result.PREVIOUS, now);

        assertThat(begun(schedule)).isEmpty();
        assertThat(schedule.phase()).isEqualTo(Schedule.Phase.OVER);
        assertThat(schedule.stage(0)).isEqualTo(Stage.UPDATED);
    }

    @Test
    void thePauseAfterTheFirstNodeIsKept() {
        Rules rules = new Rules(
                1,
                1,
                FleetFile.Then.ROLL_BACK,
                FleetFile.Unreachable.ABORT,
                Duration.ofSeconds(5),
                Duration.ofSeconds(300),
                Duration.ZERO,
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                Duration.ZERO);
        Schedule schedule = schedule(rules, Stage.WAITING, Stage.WAITING);
        allSeen(schedule, 2);
        assertThat(begun(schedule)).containsExactly(0);
        schedule.ended(0, Schedule.Result.NEW, now);
        later(schedule, 2);
        schedule.seen(0, true, now);
        assertThat(schedule.stage(0)).isEqualTo(Stage.UPDATED);
        assertThat(schedule.wake(now) - now).isLessThanOrEqualTo(2 * SECOND);

        now += 299 * SECOND;
        assertThat(begun(schedule)).isEmpty();
        now += SECOND;
        assertThat(begun(schedule)).containsExactly(1);
    }

    @Test
    void aBalancerThatDoesNotAnswerHoldsTheRollAndEndsItInTime() {
        Schedule schedule = schedule(rules(1, 1), Stage.WAITING, Stage.WAITING);
        allSeen(schedule, 2);
        schedule.balancer(false);
        assertThat(begun(schedule)).isEmpty();
        schedule.balancer(true);
        assertThat(begun(schedule)).containsExactly(0);
        schedule.ended(0, Schedule.Result.NEW, now);
        settles(schedule, 0);
        schedule.balancer(false);
        assertThat(begun(schedule)).isEmpty();

        now += 60 * SECOND;
        assertThat(begun(schedule)).isEmpty();

        assertThat(schedule.reason()).isEqualTo("the balancer does not answer as expected");
    }

    @Test
    void nodesThatDoNotAnswerAreSkippedIfThatIsWanted() {
        Rules skip = new Rules(
                2,
                1,
                FleetFile.Then.ROLL_BACK,
                FleetFile.Unreachable.SKIP,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                Duration.ZERO);
        Schedule schedule = schedule(skip, Stage.WAITING, Stage.WAITING);
        schedule.next(now);
        schedule.seen(0, false, now);
        schedule.seen(1, true, now);
        assertThat(begun(schedule)).containsExactly(1);
        schedule.ended(1, Schedule.Result.NEW, now);
        settles(schedule, 1);
        schedule.next(now);

        now += 61 * SECOND;
        schedule.next(now);
        schedule.next(now);

        assertThat(schedule.phase()).isEqualTo(Schedule.Phase.OVER);
        assertThat(stages(schedule, 2)).containsExactly(Stage.SKIPPED, Stage.UPDATED);
        assertThat(schedule.reason()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1_000, 10_000})
    void aThousandNodesAreRolledInOrderAndEachIsAskedAtMostOnceASecond(int nodes) {
        SimulatedFleet fleet = new SimulatedFleet(nodes, rules(nodes / 10, 1), Faults.NONE, 1).run();

        assertThat(fleet.order)
                .containsExactlyElementsOf(IntStream.range(0, nodes).boxed().toList());
        assertThat(fleet.schedule.count(Stage.UPDATED)).isEqualTo(nodes);
        assertThat(fleet.mostUnavailable).isEqualTo(nodes / 10);
        assertThat(IntStream.range(0, nodes)).allMatch(fleet::hasNewVersion);
    }

    /** The same share of the fleet at once takes the same time: looks and steps then grow with the nodes, and no faster. */
    @Test
    void whatARollCostsGrowsLinearly() {
        List<Double> stepsPerNode = new ArrayList<>();
        for (int nodes : List.of(100, 1_000, 10_000)) {
            long began = System.nanoTime();
            SimulatedFleet fleet = new SimulatedFleet(nodes, rules(nodes / 10, nodes), FAULTY, 7).run();
            double millis = (System.nanoTime() - began) / 1e6;
            double perNode = (double) fleet.schedule.operations() / nodes;
            stepsPerNode.add(perNode);
            System.out.printf(
                    "schedule: %,d nodes, %,d looks, %.1f steps a node, %.1f looks a node, simulated %d s, in %.0f ms%n",
                    nodes, fleet.looks, perNode, (double) fleet.looks / nodes, fleet.now() / SECOND, millis);
            assertThat(fleet.schedule.operations())
                    .as("a look costs two steps, and a node a few")
                    .isLessThan(3 * fleet.looks + 10L * nodes);
        }
        assertThat(stepsPerNode.get(2)).isLessThan(2 * stepsPerNode.get(0));
    }

    private static final Faults FAULTY = new Faults(0.02, 0, 0, 0.001);

    /** A hundred fleets of different sizes, and faults of every kind: what is checked stands in {@link SimulatedFleet}. */
    @Test
    void underRandomFaultsNoMoreThanMayAreEverMadeUnavailable() {
        int[] ends = new int[2];
        for (int seed = 0; seed < 100; seed++) {
            int nodes = seed < 4 ? 1_000 : 1 + (seed * 37) % 120;
            int most = nodes == 1_000 ? 50 : 1 + seed % 7;
            Faults faults = new Faults(0.01 * (seed % 4), 0.01 * (seed % 3), 0.01 * (seed % 5), 0.0005 * (seed % 6));
            SimulatedFleet fleet = new SimulatedFleet(nodes, rules(most, 1 + seed % 9), faults, seed).run();
            ends[fleet.schedule.reason().isEmpty() ? 0 : 1]++;
            assertThat(fleet.schedule.count(Stage.IN_WORK)).isZero();
            if (fleet.schedule.reason().isEmpty()) {
                assertThat(fleet.schedule.count(Stage.WAITING)).isZero();
            }
            for (int node = 0; node < nodes; node++) {
                Stage stage = fleet.schedule.stage(node);
                assertThat(fleet.hasNewVersion(node))
                        .as("seed %d, node %d, %s", seed, node, stage)
                        .isEqualTo(stage == Stage.UPDATED || (stage == Stage.LOST && fleet.hasNewVersion(node)));
            }
        }
        assertThat(ends[0]).as("rolls that went to their end").isGreaterThan(10);
        assertThat(ends[1]).as("rolls that ended early").isGreaterThan(10);
    }

    @Test
    void aBrokenVersionChangesOneNodeAndEveryNodeEndsOnTheOldOne() {
        SimulatedFleet fleet = new SimulatedFleet(1_000, rules(100, 1), new Faults(1, 0, 0, 0), 3).run();

        assertThat(fleet.begun).isEqualTo(1);
        assertThat(IntStream.range(0, 1_000)).noneMatch(fleet::hasNewVersion);
        assertThat(fleet.schedule.phase()).isEqualTo(Schedule.Phase.OVER);
    }

    private Schedule schedule(Rules rules, Stage... stages) {
        return new Schedule(rules, Arrays.asList(stages), false, now);
    }

    private static Rules rules(int mostUnavailable, int mostFailures) {
        return new Rules(
                mostUnavailable,
                mostFailures,
                FleetFile.Then.ROLL_BACK,
                FleetFile.Unreachable.ABORT,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                Duration.ZERO);
    }

    private void allSeen(Schedule schedule, int nodes) {
        schedule.next(now);
        for (int node = 0; node < nodes; node++) {
            schedule.seen(node, true, now);
        }
    }

    /** One node answers well until it counts as available again. */
    private void settles(Schedule schedule, int node) {
        for (int seconds = 0; seconds < 5; seconds++) {
            if (schedule.stage(node) == Stage.SETTLING || schedule.stage(node) == Stage.RESTORING) {
                now += SECOND;
                schedule.seen(node, true, now);
            }
        }
    }

    private void later(Schedule schedule, int seconds) {
        now += seconds * SECOND;
        schedule.next(now);
    }

    private List<Integer> begun(Schedule schedule) {
        return schedule.next(now).stream()
                .filter(order -> order.kind() != Order.Kind.LOOK)
                .map(Order::node)
                .toList();
    }

    private static List<Stage> stages(Schedule schedule, int nodes) {
        return IntStream.range(0, nodes).mapToObj(schedule::stage).toList();
    }
}
