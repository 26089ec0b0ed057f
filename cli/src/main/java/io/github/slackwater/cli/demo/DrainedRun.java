package io.github.slackwater.cli.demo;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.State;
import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The same with Slackwater: drain, replace the shop, look at it, resume. */
final class DrainedRun {
    static final String READINESS = "/slackwater/ready";

    private static final Duration DRAIN_BOUND = Duration.ofSeconds(30);
    private static final Duration READY_BOUND = Duration.ofSeconds(30);
    private static final long SAMPLE_MILLIS = 250;
    private static final Pattern INSTANCE = Pattern.compile("\"instance\":\"(\\w+)\"");

    private final Screen screen;
    private final DemoOptions options;
    private final Node node;

    /** What became of the load, and of those requests that came although the gate was closed. */
    record Outcome(LoadReport load, List<Answer> late) {}

    DrainedRun(Screen screen, DemoOptions options, Node node) {
        this.screen = screen;
        this.options = options;
        this.node = node;
    }

    Outcome run() throws InterruptedException {
        screen.line("");
        screen.heading("2 Drained " + node.change(), ": with Slackwater; the balancer asks " + READINESS);
        node.installSlackwater();
        try (Traffic traffic = Traffic.start(screen, options, node.http("/shop"), node.http(READINESS))) {
            traffic.flow("load: GET, POST, slow and async requests", options.half());
            String before = instance();
            List<Answer> late = drain(traffic);
            node.change(traffic);
            look(before, traffic.balancer());
            resume(traffic.balancer());
            return new Outcome(traffic.flowOut("load goes on, to the last answer", options.half()), late);
        }
    }

    /** Each state is a step of its own, with the requests in flight as they fall. */
    private List<Answer> drain(Traffic traffic) throws InterruptedException {
        List<Answer> late = List.of();
        try (Operator operator = node.operator()) {
            LifecycleMXBean lifecycle = operator.lifecycle();
            lifecycle.beginDrain((int) DRAIN_BOUND.toSeconds());
            long deadline = System.nanoTime() + DRAIN_BOUND.toNanos();
            for (State state = lifecycle.getState(); state != State.DRAINED; state = lifecycle.getState()) {
                Screen.Step step = screen.step("drain: " + state);
                Series inFlight = new Series();
                do {
                    inFlight.add(lifecycle.getActiveRequests());
                    step.more(", in flight " + inFlight);
                    if (!state.admits() && late.isEmpty()) {
                        late = late(traffic);
                    }
                    pause(lifecycle, deadline);
                } while (lifecycle.getState() == state);
                step.done(state.admits() ? "balancer looks away" : refused(late));
            }
            if (late.isEmpty()) {
                late = late(traffic);
            }
            DrainReport report = lifecycle.status().lastDrain();
            if (report != null) {
                screen.fact("drain: DRAINED, nothing in flight", Duration.ofMillis(report.elapsedMillis()), "in all");
            }
        }
        return late;
    }

    private static void pause(LifecycleMXBean lifecycle, long deadline) throws InterruptedException {
        if (System.nanoTime() > deadline) {
            throw new DemoFailure("drain: %d requests still in flight after %d s: %s"
                    .formatted(lifecycle.getActiveRequests(), DRAIN_BOUND.toSeconds(), lifecycle.activeRequests()));
        }
        TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
    }

    /** One of each kind, at the closed gate: from a client that has not heard of the drain. */
    private static List<Answer> late(Traffic traffic) {
        List<Answer> late = new ArrayList<>();
        for (RequestKind kind : RequestKind.OF_THE_SHOP) {
            late.add(traffic.probe(kind));
        }
        return late;
    }

    private static String refused(List<Answer> late) {
        long refused = late.stream()
                .filter(answer -> answer.verdict() == Verdict.REFUSED)
                .count();
        return "%d of %d late: 503".formatted(refused, late.size());
    }

    /** The new version answers before anybody is sent to it. */
    private void look(String before, Balancer balancer) throws InterruptedException {
        Screen.Step step = screen.step("the new instance answers");
        long deadline = System.nanoTime() + READY_BOUND.toNanos();
        String now = instance();
        while (now.isEmpty() || now.equals(before)) {
            if (System.nanoTime() > deadline) {
                throw new DemoFailure("/shop/version: no new instance within %d s (before: %s, now: %s)"
                        .formatted(READY_BOUND.toSeconds(), before, now));
            }
            TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
            now = instance();
        }
        step.more(balancer.isReady() ? "" : ", still not ready");
        step.done(before + " -> " + now);
    }

    /** The eight characters that are new in each deployment; empty while nothing answers. */
    private String instance() {
        Http answer = Http.get(node.http("/shop/version"));
        Matcher matcher = INSTANCE.matcher(answer.body());
        return answer.status() == 200 && matcher.find() ? matcher.group(1) : "";
    }

    /** A process that is new is open from its begin. */
    private void resume(Balancer balancer) throws InterruptedException {
        try (Operator operator = node.operator()) {
            boolean closed = operator.lifecycle().getState() != State.SERVING;
            Screen.Step step = screen.step(closed ? "resume: SERVING" : "the new process is SERVING");
            if (closed) {
                operator.lifecycle().resume();
            }
            if (!balancer.awaitReady(READY_BOUND)) {
                throw new DemoFailure(
                        "%s: not 200 within %d s after the resume".formatted(READINESS, READY_BOUND.toSeconds()));
            }
            step.more(", readiness 200");
            step.done("balancer sends again");
        }
    }
}
