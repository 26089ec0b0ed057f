package io.github.slackwater.cli;

/** What is asked of a server at each look. One look serves one connection: it may remember the figures of the last time. */
interface Look<T> {

    /**
     * Asks.
     *
     * @throws CommandFailure if the server does not answer
     */
    T look(Session session);
}
