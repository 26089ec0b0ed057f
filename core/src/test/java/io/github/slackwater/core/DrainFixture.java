package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** One application that drains, on one thread and with a clock moved by hand. */
abstract class DrainFixture {

    static final Duration QUIET = Duration.ofSeconds(1);
    static final Duration MAX = Duration.ofSeconds(15);

    final FakeTimekeeper time = new FakeTimekeeper();
    final ApplicationLifecycle shop = shop(Settings.DEFAULT);

    ApplicationLifecycle shop(Settings settings) {
        return new ApplicationLifecycle("shop", new Configuration(settings, Map.of(), List.of()), "portable", time);
    }

    ActiveRequest enter() {
        return enter(shop);
    }

    static ActiveRequest enter(ApplicationLifecycle application) {
        ActiveRequest request = application.enter("POST", "/cart");
        assertThat(request).isNotNull();
        return Objects.requireNonNull(request);
    }

    CompletionStage<DrainReport> drain(int seconds) {
        CompletionStage<DrainReport> report = shop.drain(Duration.ofSeconds(seconds), true);
        time.runDue();
        return report;
    }

    CompletionStage<DrainReport> close(int seconds) {
        return shop.drain(Duration.ofSeconds(seconds), false);
    }

    static DrainReport now(CompletionStage<DrainReport> report) {
        assertThat(report).isDone();
        return report.toCompletableFuture().join();
    }
}
