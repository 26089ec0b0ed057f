package io.github.slackwater.core;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An application with nothing that runs beside it: no timer, no lame duck, no thread of its own. */
final class Shop {

    private static final Configuration CONFIGURATION = new Configuration(settings(), Map.of(), List.of());

    private Shop() {}

    static ApplicationLifecycle open(Timekeeper time) {
        return new ApplicationLifecycle("shop", CONFIGURATION, "portable", time, Runnable::run);
    }

    static ActiveRequest enter(ApplicationLifecycle shop) {
        return Objects.requireNonNull(shop.enter("GET", "/"));
    }

    /** Null where it is not known yet. */
    static @Nullable Outcome outcome(@Nullable CompletionStage<DrainReport> report) {
        DrainReport ended = Objects.requireNonNull(report).toCompletableFuture().getNow(null);
        return ended == null ? null : ended.outcome();
    }

    private static Settings settings() {
        Settings plain = Settings.DEFAULT;
        return new Settings(
                plain.lameDuckMin(),
                plain.lameDuckQuiet(),
                plain.lameDuckMax(),
                plain.retryAfter(),
                plain.drainOnStopTimeout(),
                plain.lease(),
                plain.exemptPaths(),
                // All at once: time stands still.
                new Parking(false, 10, Duration.ofSeconds(60), 0),
                new LongLived(false, Duration.ZERO, Duration.ofSeconds(10)),
                plain.serverGate());
    }
}
