package io.github.slackwater.benchmarks;

import io.github.slackwater.rig.EventStreams;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.Pauses.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * All figures of a soak. Immutable.
 *
 * @param own the server's own redeploys before the soak
 * @param redeploys those under load
 * @param before when nothing had been redeployed under load yet
 * @param settled after {@link SoakOptions#settledAfter()} redeploys
 * @param end after the last
 */
record SoakResult(
        String server,
        SoakOptions options,
        OwnRedeploys own,
        List<Redeploy> redeploys,
        LoadReport load,
        EventStreams.Report streams,
        Vitals before,
        Vitals settled,
        Vitals end) {

    /** By default Slackwater gives streams two seconds before it ends them. */
    private static final Duration STREAM_GRACE = Duration.ofSeconds(2);

    SoakResult {
        redeploys = List.copyOf(redeploys);
        Objects.requireNonNull(options);
    }

    /** Requests and streams that went wrong. */
    long failed() {
        return load.failed() + streams.failed();
    }

    boolean passed() {
        return load.sent() > 0 && failed() == 0;
    }

    Spread commands() {
        return Spread.of(redeploys.stream().map(Redeploy::command).toList());
    }

    /** For each redeploy the longest that a GET was held up. */
    Spread pauses() {
        return pauses(Pause::longest);
    }

    /** For each redeploy the longest time without an answer to any GET. */
    Spread gaps() {
        return pauses(Pause::gap);
    }

    /** What a redeploy waits for at the most before the server begins with it. */
    Duration longestInFlight() {
        return options.streams() > 0 ? STREAM_GRACE : SoakOptions.LONGEST_REQUEST;
    }

    /** For each figure of the server's own command 1.1 times that, and the longest that a redeploy waits for. */
    Spread pauseBounds() {
        return own.commands()
                .map(command -> command.multipliedBy(11).dividedBy(10).plus(longestInFlight()));
    }

    int parkedPeak() {
        return redeploys.stream().mapToInt(Redeploy::parked).max().orElse(0);
    }

    private Spread pauses(Function<Pause, Duration> figure) {
        return Spread.of(redeploys.stream().map(Redeploy::pause).map(figure).toList());
    }
}
