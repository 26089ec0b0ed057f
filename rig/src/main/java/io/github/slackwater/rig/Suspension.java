package io.github.slackwater.rig;

/** What some servers offer beside a stop: to serve no more without ending, and to serve again. Blocks; for any thread. */
public interface Suspension {
    /** As an administrator's own command does it; returns when the server is suspended. */
    void suspend();

    /** As an administrator's own command does it; harmless where the server serves. */
    void resume();
}
