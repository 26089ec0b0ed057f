package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.DrainModel.Waiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever is done in whatever order, an application does what {@link DrainModel} says. */
class DrainPropertiesTest {

    private static final Duration TICK = DrainModel.TICK;

    /** One thing that is done to an application. */
    sealed interface Step {
        record Enter() implements Step {}

        /** Of those in flight, counted around; also once more, which must not count. */
        record Leave(int which) implements Step {}

        record Drain(int seconds, boolean announce) implements Step {}

        record Announce() implements Step {}

        record Resume() implements Step {}

        record Pass(int ticks) implements Step {}
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> one = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.create(Step.Enter::new)),
                Tuple.of(5, Arbitraries.integers().between(0, 9).map(Step.Leave::new)),
                Tuple.of(
                        3,
                        Combinators.combine(Arbitraries.integers().between(0, 12), Arbitraries.of(true, false))
                                .as(Step.Drain::new)),
                Tuple.of(1, Arbitraries.create(Step.Announce::new)),
                Tuple.of(1, Arbitraries.create(Step.Resume::new)),
                Tuple.of(5, Arbitraries.integers().between(0, 50).map(Step.Pass::new)));
        return one.list().ofMaxSize(40);
    }

    @Property(tries = 3_000)
    void everyDrainGoesAsTheModelSays(@ForAll("steps") List<Step> steps, @ForAll boolean leased) {
        Run run = new Run(leased ? DrainModel.LEASE : Duration.ZERO);
        for (Step step : steps) {
            run.take(step);
            run.check(step);
        }
    }

    @Property(tries = 1_000)
    void whenEveryoneHasLeftAndAResumeHasComeNobodyWaitsAndNothingIsCounted(
            @ForAll("steps") List<Step> steps, @ForAll boolean leased) {
        Run run = new Run(leased ? DrainModel.LEASE : Duration.ZERO);
        steps.forEach(run::take);
        run.permits.forEach(ActiveRequest::leave);
        run.shop.bean().resume();

        assertThat(run.reports.values()).allSatisfy(report -> assertThat(report).isDone());
        assertThat(run.shop.state()).isEqualTo(State.SERVING);
        assertThat(run.shop.bean().getActiveRequests()).isZero();
        assertThat(run.shop.bean().activeRequests()).isEmpty();
        run.time.runDue();
        assertThat(run.time.pending()).as("timers that nobody needs").isZero();
    }

    /** An application and its model, side by side. */
    private static final class Run {
        private final FakeTimekeeper time = new FakeTimekeeper();
        private final ApplicationLifecycle shop;
        private final DrainModel model;
        private final List<ActiveRequest> permits = new ArrayList<>();
        private final Map<Waiter, CompletionStage<DrainReport>> reports = new LinkedHashMap<>();

        Run(Duration lease) {
            Settings plain = Settings.DEFAULT;
            Settings settings = new Settings(
                    plain.lameDuckMin(),
                    plain.lameDuckQuiet(),
                    plain.lameDuckMax(),
                    plain.retryAfter(),
                    plain.drainOnStopTimeout(),
                    lease,
                    plain.exemptPaths(),
                    plain.parking(),
                    new LongLived(false, Duration.ZERO, Duration.ofSeconds(10)),
                    plain.serverGate());
            shop = new ApplicationLifecycle(
                    "shop", new Configuration(settings, Map.of(), List.of()), "portable", time, Runnable::run);
            model = new DrainModel(lease);
        }

        void take(Step step) {
            if (step instanceof Step.Enter) {
                ActiveRequest permit = shop.enter("GET", "/");
                assertThat(permit != null).as("admitted").isEqualTo(model.enter());
                if (permit != null) {
                    permits.add(permit);
                }
            } else if (step instanceof Step.Leave leave && !permits.isEmpty()) {
                ActiveRequest permit = permits.remove(leave.which % permits.size());
                assertThat(permit.leave()).isTrue();
                assertThat(permit.leave()).as("left already").isFalse();
                model.leave();
            } else if (step instanceof Step.Drain drain) {
                var report = shop.drain(Duration.ofSeconds(drain.seconds), drain.announce);
                reports.put(model.drain(Duration.ofSeconds(drain.seconds), drain.announce), report);
            } else if (step instanceof Step.Announce) {
                shop.bean().lameDuck();
                model.announce();
            } else if (step instanceof Step.Resume) {
                shop.bean().resume();
                model.resume();
            } else if (step instanceof Step.Pass pass) {
                time.advance(TICK.multipliedBy(pass.ticks));
                model.pass(pass.ticks);
            }
            time.runDue();
        }

        void check(Step after) {
            LifecycleMXBean bean = shop.bean();
            assertThat(shop.state()).as("state after %s", after).isEqualTo(model.state());
            assertThat(bean.status().drain()).as("drain after %s", after).isEqualTo(model.number());
            assertThat(bean.getActiveRequests()).as("in flight after %s", after).isEqualTo(model.inFlight());
            assertThat(bean.activeRequests()).as("list after %s", after).hasSize(model.inFlight());
            assertThat(bean.getRejectedTotal()).as("refused after %s", after).isEqualTo(model.refused());
            assertThat(bean.getAdmittedTotal()).as("admitted after %s", after).isEqualTo(model.admitted());
            assertThat(bean.stragglers()).as("stragglers after %s", after).hasSize(model.stragglers());
            assertThat(shop.announcing()).isEqualTo(model.state() != State.SERVING);
            reports.forEach((waiter, report) -> {
                assertThat(report.toCompletableFuture().isDone())
                        .as("%s is told, after %s", waiter, after)
                        .isEqualTo(waiter.outcome != null);
                if (waiter.outcome != null) {
                    DrainReport told = report.toCompletableFuture().join();
                    assertThat(told.outcome())
                            .as("outcome of %s after %s", waiter, after)
                            .isEqualTo(waiter.outcome);
                    assertThat(told.drain()).isEqualTo(waiter.number);
                    assertThat(told.elapsedMillis()).isEqualTo(waiter.elapsed.toMillis());
                }
            });
        }
    }
}
