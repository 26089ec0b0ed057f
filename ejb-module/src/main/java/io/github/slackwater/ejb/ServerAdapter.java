package io.github.slackwater.ejb;

/**
 * What a server offers beyond the specification: it tells when an application or the server itself is about to stop, while
 * they still serve. What each server needs for that is in its own package; a server without an adapter gets the portable
 * one.
 *
 * <p>An adapter has no state of its own about drains: it hands on what it hears to {@link Departures}.
 */
public interface ServerAdapter {

    /** What {@code status()} shows: who counts the requests, and, in brackets, whose events are heard. */
    String name();

    /**
     * Begins to hear the server's events and, where the adapter can do that, to ask the gates before a request is mapped to
     * its application.
     *
     * @param departures is told of the events
     * @param gate is told of the applications, and asked for each request; left alone by an adapter that only hears events
     * @throws RuntimeException or a {@link LinkageError}, if the server is not as expected; nothing is left behind then,
     *     and the next adapter takes over
     */
    void install(Departures departures, ServerGate gate);

    /** Ends it. Requests that are parked can still be let in afterwards. */
    void remove();

    /** Whether the whole server is going down: nothing is to be opened any more. False where that cannot be known. */
    boolean isServerStopping();
}
