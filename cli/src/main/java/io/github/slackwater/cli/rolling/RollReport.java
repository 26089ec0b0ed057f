package io.github.slackwater.cli.rolling;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a roll has ended, for programs.
 *
 * @param outcome the name of the exit code
 * @param exitCode its number
 * @param message in one sentence
 * @param nodes each node, in the order of the roll; empty where none was begun
 * @param journal where it is
 * @param elapsedMillis of this run
 */
public record RollReport(
        RollCode outcome, int exitCode, String message, List<NodeReport> nodes, String journal, long elapsedMillis) {

    /** @param beganNanos when this run has begun, by {@link System#nanoTime()} */
    static RollReport of(RollCode code, String message, List<NodeReport> nodes, String journal, long beganNanos) {
        long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
        return new RollReport(code, code.number(), message, nodes, journal, elapsed);
    }

    /**
     * One node.
     *
     * @param stage such as {@code UPDATED}
     * @param message how the work on it has ended; empty where there was none
     */
    public record NodeReport(String name, String stage, String message) {}
}
