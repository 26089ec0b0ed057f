package io.github.slackwater.it.operator;

/** The commands of {@code asadmin} on a server that has no admin listener. */
public interface OperatorMBean {

    /**
     * Runs one command to its end, as {@code asadmin} does.
     *
     * @return what it printed; begins with {@code SUCCESS}, {@code WARNING} or {@code FAILURE}
     */
    String run(String command, String[] arguments);
}
