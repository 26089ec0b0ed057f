package io.github.slackwater.ejb;

import io.github.slackwater.core.ActiveRequest;
import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.Lifecycle;
import io.github.slackwater.core.LifecycleListener;
import io.github.slackwater.core.Outcome;
import io.github.slackwater.core.State;
import io.github.slackwater.core.Timekeeper;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.core.jmx.Registration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMException;
import javax.management.MBeanServer;

/** An application that is covered: its gate and its MBean. Its lame duck is over at once. */
final class Shop implements AutoCloseable {

    private final ApplicationLifecycle lifecycle;
    private final Registration registration;

    Shop(String name, MBeanServer mbeans, Timekeeper time) throws JMException {
        this(name, "30", mbeans, time);
    }

    Shop(String name, String stopTimeoutSeconds, MBeanServer mbeans, Timekeeper time) throws JMException {
        Map<String, String> values = Map.of(
                "slackwater.lame-duck.max-seconds",
                "0",
                "slackwater.drain-on-stop.timeout-seconds",
                stopTimeoutSeconds);
        lifecycle = new ApplicationLifecycle(name, Configuration.read(values::get, name), "portable", time);
        registration = LifecycleMBeans.register(mbeans, LifecycleMBeans.application(name), lifecycle);
    }

    ApplicationLifecycle lifecycle() {
        return lifecycle;
    }

    State state() {
        return lifecycle.state();
    }

    ActiveRequest request() {
        return Objects.requireNonNull(lifecycle.enter("GET", "/slow"));
    }

    /** Completes when the gate reaches the state. */
    CompletableFuture<Void> reaches(State state) {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        lifecycle.addListener(new LifecycleListener() {
            @Override
            public void stateChanged(Lifecycle source, State from, State to, long drain) {
                if (to == state) {
                    reached.complete(null);
                }
            }
        });
        return reached;
    }

    /** Completes when a second one who waited was told that the drain timed out. */
    CompletableFuture<Void> timesOutAgain() {
        CompletableFuture<Void> again = new CompletableFuture<>();
        AtomicInteger times = new AtomicInteger();
        lifecycle.addListener(new LifecycleListener() {
            @Override
            public void drainEnded(Lifecycle source, DrainReport report) {
                if (report.outcome() == Outcome.TIMED_OUT && times.incrementAndGet() == 2) {
                    again.complete(null);
                }
            }
        });
        return again;
    }

    @Override
    public void close() {
        registration.close();
        lifecycle.close();
    }
}
