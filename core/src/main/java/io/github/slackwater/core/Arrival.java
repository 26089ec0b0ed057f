package io.github.slackwater.core;

/**
 * How an adapter says when requests reach an application that is starting. A server tells an application that it starts well
 * before; whoever is told of readiness then would send requests that nobody answers.
 */
public final class Arrival {

    /**
     * The attribute of a servlet context under which the adapter leaves a {@link java.util.concurrent.CompletionStage}
     * before the application starts; it ends when requests reach the application, which publishes its MBean then. Without
     * it the MBean is published at once. A type of the JDK: adapter and filter are loaded by different class loaders.
     */
    public static final String ATTRIBUTE = "io.github.slackwater.arrival";

    private Arrival() {}
}
