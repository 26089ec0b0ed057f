package io.github.slackwater.core;

import java.time.Duration;
import java.util.List;

/**
 * The configuration in force, validated. {@link Configuration} reads it.
 *
 * @param lameDuckMin the lame duck lasts at least this long
 * @param lameDuckQuiet it ends when no new request has come for this long
 * @param lameDuckMax and lasts at most this long; zero for none at all
 * @param retryAfter what a refused client is told to wait
 * @param drainOnStopTimeout how long a stop, an undeploy or a plain redeploy may wait for requests in flight
 * @param lease how long after its outcome is known a forgotten drain resumes by itself; zero for never
 * @param exemptPaths paths within the application that are neither counted nor refused: exact ({@code /health}) or with
 *     all below them ({@code /health/*})
 * @param parking whether and how requests are parked
 * @param longLived what becomes of requests that never end by themselves
 * @param serverGate whether a gate stands before the application, where the server has an adapter for that; of the server:
 *     before any
 */
public record Settings(
        Duration lameDuckMin,
        Duration lameDuckQuiet,
        Duration lameDuckMax,
        Duration retryAfter,
        Duration drainOnStopTimeout,
        Duration lease,
        List<String> exemptPaths,
        Parking parking,
        LongLived longLived,
        boolean serverGate) {

    /**
     * What monitoring asks for, at the paths that MicroProfile Health 4.0 and Metrics 5.1 name. Servers answer them in the
     * root application or in each application: they must neither hold up a drain nor be refused in it.
     */
    private static final List<String> MONITORING =
            List.of("/health", "/health/live", "/health/ready", "/health/started", "/metrics", "/metrics/*");

    /** What holds where nothing is configured. */
    public static final Settings DEFAULT = new Settings(
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ZERO,
            MONITORING,
            Parking.DEFAULT,
            LongLived.DEFAULT,
            true);

    /** Copies the list. */
    public Settings {
        exemptPaths = List.copyOf(exemptPaths);
    }

    /**
     * Whether a path is exempt.
     *
     * @param path the path within the application, beginning with a slash, without path parameters or query
     */
    public boolean isExempt(String path) {
        return isExempt(path, 0);
    }

    /**
     * Whether a path is exempt.
     *
     * @param path without path parameters or query
     * @param from where the path within the application begins, 0 to the length of {@code path}
     */
    public boolean isExempt(String path, int from) {
        for (String pattern : exemptPaths) {
            if (matches(pattern, path, from)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String pattern, String path, int from) {
        boolean withAllBelow = pattern.endsWith("/*");
        int length = withAllBelow ? pattern.length() - 2 : pattern.length();
        int end = from + length;
        // Asked for every request: where the pattern would end tells most of them apart, and costs least.
        boolean endsThere = path.length() == end || (withAllBelow && path.length() > end && path.charAt(end) == '/');
        return endsThere && path.regionMatches(from, pattern, 0, length);
    }
}
