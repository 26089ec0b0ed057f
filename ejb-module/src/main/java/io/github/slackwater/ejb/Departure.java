package io.github.slackwater.ejb;

import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.State;
import io.github.slackwater.core.Status;
import io.github.slackwater.core.Timekeeper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One deployment that goes: its covered applications, its deadline, and what was closed because it goes. */
final class Departure {

    /** Each application has its own value; the longest holds for the deployment. */
    private static final String TIMEOUT = Configuration.PREFIX + "drain-on-stop.timeout-seconds";

    private static final System.Logger LOG = System.getLogger(Departure.class.getName());

    private final String deployment;
    private final SortedMap<String, LifecycleMXBean> applications = new TreeMap<>();
    private final ServerGate gate;
    private final Timekeeper time;
    private final long deadlineNanos;

    /** By application. One that was closed before is somebody else's, and stays his. */
    private final Map<String, Closing> closings = new LinkedHashMap<>();

    /** @param covered its applications; one whose timeout is 0 does not want to be waited for */
    Departure(String deployment, SortedMap<String, LifecycleMXBean> covered, ServerGate gate, Timekeeper time) {
        this.deployment = deployment;
        this.gate = gate;
        this.time = time;
        Duration longest = Duration.ZERO;
        for (Map.Entry<String, LifecycleMXBean> application : covered.entrySet()) {
            Duration timeout = timeout(application.getValue().status());
            if (!timeout.isZero()) {
                applications.put(application.getKey(), application.getValue());
                longest = timeout.compareTo(longest) > 0 ? timeout : longest;
            }
        }
        this.deadlineNanos = time.nanoTime() + longest.toNanos();
    }

    private static Duration timeout(Status status) {
        String seconds = status.configuration().get(TIMEOUT);
        return seconds == null ? Duration.ZERO : Duration.ofSeconds(Long.parseLong(seconds));
    }

    String deployment() {
        return deployment;
    }

    Set<String> applications() {
        return applications.keySet();
    }

    /** Drains all applications and waits for them, until the deadline; after that, all is closed and nothing is left to do. */
    synchronized void drain() {
        if (secondsLeft() == 0) {
            return;
        }
        Wait wait = new Wait("deployment " + deployment + " goes");
        // All begin before the first is waited for: they drain in parallel, and it takes no thread.
        each((name, operations) -> {
            wait.begin(name, operations);
            State before = operations.getState();
            long drain = close(name, operations);
            if (before.admits()) {
                closings.put(name, new Closing(name, before, drain));
            }
        });
        each((name, operations) -> wait.end(name, operations.drain(secondsLeft())));
        wait.log();
    }

    /** A server gate parks what comes, so nobody has to be warned; else it is announced. Returns the number of the drain. */
    private long close(String name, LifecycleMXBean operations) {
        return gate.hold(name)
                ? operations.status().drain()
                : operations.beginDrain(0).drain();
    }

    /** What closed an application; null where that was somebody else. */
    synchronized @Nullable Closing closing(String application) {
        return closings.get(application);
    }

    private void each(BiConsumer<String, LifecycleMXBean> action) {
        applications.forEach((name, operations) -> {
            try {
                action.accept(name, operations);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "Slackwater: application " + name + " does not answer", e);
            }
        });
    }

    /** Opens again what {@link #drain} closed, unless somebody has opened or closed it since. */
    synchronized void reopen(SortedMap<String, LifecycleMXBean> present) {
        closings.forEach((name, closing) -> {
            LifecycleMXBean operations = present.get(name);
            if (operations != null) {
                closing.undo(operations, "deployment " + deployment + " stays");
            }
        });
        closings.clear();
    }

    /** Rounded up; 0, which waits for nothing, only when the deadline has passed. */
    private int secondsLeft() {
        long nanos = deadlineNanos - time.nanoTime();
        return nanos <= 0
                ? 0
                : (int) Duration.ofNanos(nanos).plusNanos(999_999_999).toSeconds();
    }
}
