package io.github.slackwater.cli.balancer;

import io.github.slackwater.core.ActiveRequest;
import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.State;
import io.github.slackwater.core.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The gate of a shop whose requests come from a balancer that a test describes, in a time that passes by hand. */
final class NodeUnderTraffic implements Timekeeper, AutoCloseable {

    private static final Duration STEP = Duration.ofMillis(20);

    final ApplicationLifecycle shop;
    final LifecycleMXBean bean;

    /** Whether a request is sent now; is told how long the node has not been serving. */
    Predicate<Duration> sends = notServing -> true;

    private final List<Timer> timers = new ArrayList<>();
    private long now;
    private long servingUntil;
    private long requests;

    NodeUnderTraffic(Map<String, String> settings) {
        shop = new ApplicationLifecycle("shop", Configuration.read(settings::get, "shop"), "portable", this);
        bean = shop.bean();
    }

    BalancerReport check(Announcement announcement, int timeoutSeconds) throws InterruptedException {
        BalancerCheck.Plan plan = new BalancerCheck.Plan(Duration.ofSeconds(5), Duration.ofSeconds(30), timeoutSeconds);
        return new BalancerCheck(bean, plan, announcement, new Silent(), this::nanoTime, this::pass).run();
    }

    /** A request each step, where the balancer sends one. */
    private void pass(Duration time) {
        for (long end = now + time.toNanos(); now < end; ) {
            now += STEP.toNanos();
            due().forEach(timer -> timer.task.run());
            servingUntil = shop.state() == State.SERVING ? now : servingUntil;
            requests++;
            if (sends.test(Duration.ofNanos(now - servingUntil))) {
                ActiveRequest admitted = shop.enter("GET", "/shop/item");
                if (admitted != null) {
                    admitted.leave();
                }
            }
        }
    }

    /** Of so many steps, the first. */
    boolean every(int steps) {
        return requests % steps == 0;
    }

    private List<Timer> due() {
        List<Timer> due = timers.stream().filter(timer -> timer.due <= now).toList();
        timers.removeAll(due);
        return due;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(now);
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        Timer timer = new Timer(now + delay.toNanos(), task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public void close() {
        shop.close();
    }

    private record Timer(long due, Runnable task) {}

    private static final class Silent implements BalancerCheck.Progress {
        @Override
        public void counted(long requests, Duration within) {}

        @Override
        public void announced() {}
    }
}
