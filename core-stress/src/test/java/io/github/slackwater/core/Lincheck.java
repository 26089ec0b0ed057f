package io.github.slackwater.core;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** Runs Lincheck's model checker, for as long as the system properties say. */
final class Lincheck {

    private Lincheck() {}

    /**
     * Walks through the interleavings of random scenarios of two threads.
     *
     * @param test its operations
     * @param specification a class that does the same on one thread
     * @throws AssertionError with the scenario and the interleaving, if a result cannot be had one after the other
     */
    static void check(Class<?> test, Class<?> specification) {
        new ModelCheckingOptions()
                .threads(2)
                .actorsBefore(2)
                .actorsPerThread(3)
                .actorsAfter(2)
                .iterations(Integer.getInteger("lincheck.scenarios"))
                .invocationsPerIteration(Integer.getInteger("lincheck.invocations"))
                .sequentialSpecification(specification)
                .check(test);
    }
}
