package io.github.slackwater.cli;

import io.github.slackwater.core.State;
import org.jspecify.annotations.Nullable;

/**
 * A drain at one moment, as its progress shows it.
 *
 * @param state what happens to a request that arrives
 * @param inFlight requests in flight
 * @param oldestMillis the age of the oldest of them; 0 where there is none
 * @param oldest its method and path; null where it is not known
 * @param quietMillis since a new request was admitted last
 * @param elapsedMillis since the command began to drain
 * @param leftMillis until it times out
 */
record Sample(
        State state,
        int inFlight,
        long oldestMillis,
        @Nullable String oldest,
        long quietMillis,
        long elapsedMillis,
        long leftMillis) {

    private static final long SECOND = 1_000;

    /** One line without the state; the parts that move least come first. */
    String line() {
        StringBuilder line =
                new StringBuilder("%5d in flight  %4d s left".formatted(inFlight, (leftMillis + SECOND - 1) / SECOND));
        if (state == State.LAME_DUCK) {
            line.append("  quiet ").append(Text.duration(quietMillis));
        }
        if (inFlight > 0) {
            line.append("  oldest ").append(Text.duration(oldestMillis));
            if (oldest != null) {
                line.append(' ').append(Text.harmless(oldest));
            }
        }
        return line.toString();
    }
}
