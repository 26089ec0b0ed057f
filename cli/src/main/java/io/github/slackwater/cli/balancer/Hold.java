package io.github.slackwater.cli.balancer;

import io.github.slackwater.core.LameDuck;
import java.time.Duration;
import java.util.Map;

/**
 * How long a drain goes on admitting after its announcement, with the settings in force.
 *
 * @param minSeconds {@code slackwater.lame-duck.min-seconds}
 * @param quietSeconds {@code slackwater.lame-duck.quiet-seconds}
 * @param maxSeconds {@code slackwater.lame-duck.max-seconds}
 * @param timeoutSeconds of the drains that are meant, half of which a lame duck may take; 0 for a drain that never times out
 */
public record Hold(int minSeconds, int quietSeconds, int maxSeconds, int timeoutSeconds) {

    static final String MIN = "slackwater.lame-duck.min-seconds";
    static final String QUIET = "slackwater.lame-duck.quiet-seconds";
    static final String MAX = "slackwater.lame-duck.max-seconds";

    /**
     * From the configuration in a status.
     *
     * @throws IllegalArgumentException if a key is not there: another version of Slackwater
     */
    public static Hold of(Map<String, String> configuration, int timeoutSeconds) {
        return new Hold(
                seconds(configuration, MIN),
                seconds(configuration, QUIET),
                seconds(configuration, MAX),
                timeoutSeconds);
    }

    private static int seconds(Map<String, String> configuration, String key) {
        String value = configuration.get(key);
        if (value == null) {
            throw new IllegalArgumentException(
                    key + ": not in the server's configuration (expected Slackwater " + "of the same version)");
        }
        return Integer.parseInt(value);
    }

    /** The longest it can be, whatever comes. */
    Duration most() {
        return lameDuck().length(Duration.ofDays(1), cap());
    }

    /**
     * By the rule of core.
     *
     * @param lastArrival when the latest request came, counted from the announcement
     */
    Duration length(Duration lastArrival) {
        return lameDuck().length(lastArrival, cap());
    }

    private LameDuck lameDuck() {
        return new LameDuck(
                Duration.ofSeconds(minSeconds), Duration.ofSeconds(quietSeconds), Duration.ofSeconds(maxSeconds));
    }

    private Duration cap() {
        return timeoutSeconds == 0
                ? Duration.ofDays(1)
                : Duration.ofSeconds(timeoutSeconds).dividedBy(2);
    }
}
