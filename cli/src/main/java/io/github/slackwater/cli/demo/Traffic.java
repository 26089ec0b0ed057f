package io.github.slackwater.cli.demo;

import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadPlan;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.Pauses;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;

/** The users of the shop: a load that nothing slows down, and where there is one, the balancer that leads it elsewhere. */
final class Traffic implements AutoCloseable {
    /** Long enough that some are in flight at any time, and that a server which does not wait for them cuts them. */
    private static final int SLOW_MILLIS = 3_000;
    /** Nobody looks away here, so each pause is as long as the longest request: one that people put up with. */
    private static final int SHORTER_SLOW_MILLIS = 1_000;

    private static final int WARM_UP = 30;
    private static final Duration READY_BOUND = Duration.ofSeconds(60);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(20);

    private final Screen screen;
    private final LoadClient client;
    private final LongSupplier parked;
    private @Nullable Balancer balancer;

    private Traffic(Screen screen, LoadClient client, LongSupplier parked) {
        this.screen = screen;
        this.client = client;
        this.parked = parked;
    }

    /**
     * Begins to send to the node, whatever it is doing.
     *
     * @param parked how many requests were held so far
     */
    static Traffic start(Screen screen, DemoOptions options, URI shop, Pauses pauses, LongSupplier parked) {
        LoadPlan plan = LoadPlan.against(shop).withRate(options.ratePerSecond()).withSlowMillis(SHORTER_SLOW_MILLIS);
        Traffic traffic = new Traffic(screen, LoadClient.of(plan, pauses), parked);
        try {
            traffic.warmUp();
            traffic.client.start();
            return traffic;
        } catch (RuntimeException e) {
            traffic.close();
            throw e;
        }
    }

    /**
     * Begins to send, as soon as the node is ready.
     *
     * @param readiness what the balancer asks; 200 is ready
     */
    static Traffic start(Screen screen, DemoOptions options, URI shop, URI readiness) throws InterruptedException {
        LoadClient client = LoadClient.of(
                LoadPlan.against(shop).withRate(options.ratePerSecond()).withSlowMillis(SLOW_MILLIS));
        Balancer balancer = new Balancer(() -> Http.get(readiness).status() == 200, client::unhold, client::hold);
        Traffic traffic = new Traffic(screen, client, () -> 0);
        traffic.balancer = balancer;
        try {
            balancer.start();
            if (!balancer.awaitReady(READY_BOUND)) {
                throw new DemoFailure("%s: not 200 within %d s".formatted(readiness, READY_BOUND.toSeconds()));
            }
            traffic.warmUp();
            client.start();
            return traffic;
        } catch (RuntimeException | InterruptedException e) {
            traffic.close();
            throw e;
        }
    }

    /** The first requests load classes; they say nothing about a redeploy. */
    private void warmUp() {
        for (int i = 0; i < WARM_UP; i++) {
            for (RequestKind kind : List.of(RequestKind.GET, RequestKind.POST_SMALL, RequestKind.POST_LARGE)) {
                Answer answer = probe(kind);
                if (answer.verdict() != Verdict.OK) {
                    throw new DemoFailure("shop: does not answer: %s %s %s"
                            .formatted(kind.label(), answer.reason(), answer.detail()));
                }
            }
        }
    }

    /** Of a traffic that was started with one. */
    Balancer balancer() {
        if (balancer == null) {
            throw new IllegalStateException("balancer: this traffic has none");
        }
        return balancer;
    }

    /** One more request beside the load, whatever the balancer says. Blocks until it has ended. */
    Answer probe(RequestKind kind) {
        return client.probe(kind);
    }

    /** One step of the screen, while the load flows. */
    void flow(String text, Duration time) throws InterruptedException {
        Screen.Step step = step(text);
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        done(step);
    }

    /** The same, until the last answer has come. */
    LoadReport flowOut(String text, Duration time) throws InterruptedException {
        Screen.Step step = step(text);
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        LoadReport report = client.finish(LAST_ANSWERS);
        done(step);
        return report;
    }

    /** A step that shows what became of the requests so far. */
    Screen.Step step(String text) {
        return screen.step(text, this::figures);
    }

    /** Its end, with the same figures. */
    void done(Screen.Step step) {
        step.done(figures(), client.snapshot().failed() == 0 ? Style.reset : Style.fg_red);
    }

    private String figures() {
        LoadReport report = client.snapshot();
        long held = parked.getAsLong();
        return held > 0 // All three do not fit a line of 80.
                ? "failed %d, parked %d".formatted(report.failed(), held)
                : "sent %d, failed %d".formatted(report.sent(), report.failed());
    }

    @Override
    public void close() {
        if (balancer != null) {
            balancer.close();
        }
        client.close();
    }
}
