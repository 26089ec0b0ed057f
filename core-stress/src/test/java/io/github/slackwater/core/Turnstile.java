package io.github.slackwater.core;

/** What every gate of these tests can do: the real one, and the copies that are broken on purpose. */
interface Turnstile {

    /** Whether a request is let in. */
    boolean enter();

    /**
     * One that is in goes out.
     *
     * @return whether this call made slack water known
     */
    boolean leave();

    /**
     * Closes it, as a new drain; harmless where it is closed.
     *
     * @return whether this call made slack water known
     */
    boolean close();

    /** Opens it. */
    void resume();

    /** Whether slack water is known: closed, and nothing in flight. */
    boolean isSlackWater();

    int inFlight();
}
