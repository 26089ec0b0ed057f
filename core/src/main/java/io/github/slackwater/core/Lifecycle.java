package io.github.slackwater.core;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** What the server and an application have in common for the code beside them: JMX, events, health. Any thread may call. */
public interface Lifecycle {

    /** {@code server}, or the application's name. */
    String name();

    /** The state now. Never blocks. */
    State state();

    /** The configuration in force. */
    Configuration configuration();

    /** The operations for an operator. */
    LifecycleMXBean bean();

    /**
     * Begins a drain, or joins the one under way. Never blocks.
     *
     * @param timeout when it ends as {@link Outcome#TIMED_OUT}; zero for never
     * @param lameDuck whether to announce first; without it the gate closes at once, also one that is announcing
     * @return completes with the outcome; on the thread that ends the last request, that resumes, or on the timekeeper's
     */
    CompletionStage<DrainReport> drain(Duration timeout, boolean lameDuck);

    /** What {@link Status#notice} shows. */
    default String notice() {
        return "";
    }

    /** Adds a listener; it hears of what happens from now on. */
    void addListener(LifecycleListener listener);

    /** Removes a listener; harmless where it is none. */
    void removeListener(LifecycleListener listener);
}
