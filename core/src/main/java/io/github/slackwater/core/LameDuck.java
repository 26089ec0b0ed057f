package io.github.slackwater.core;

import java.time.Duration;

/**
 * When a lame duck may end: when no new request has come for {@code quiet}, not before {@code min}, not after {@code max}.
 *
 * @param min it lasts at least this long
 * @param quiet it ends when no new request has come for this long
 * @param max and lasts at most this long; zero for none at all
 */
public record LameDuck(Duration min, Duration quiet, Duration max) {

    static LameDuck of(Settings settings) {
        return new LameDuck(settings.lameDuckMin(), settings.lameDuckQuiet(), settings.lameDuckMax());
    }

    /**
     * How long it lasts in all, as far as is known now; a request that comes in between makes it longer.
     *
     * @param lastArrival when the latest new request came, counted from the begin of the lame duck; zero if none came
     * @param cap at most this long, whatever is configured
     */
    public Duration length(Duration lastArrival, Duration cap) {
        Duration wanted = longer(min, lastArrival.plus(quiet));
        return shorter(wanted, shorter(max, cap));
    }

    static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
