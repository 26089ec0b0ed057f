package io.github.slackwater.rig;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What load to send where. Immutable: each {@code with} method returns a changed copy, and refuses a bad value with an
 * {@link IllegalArgumentException} that names it.
 *
 * @param base where the shop is, such as {@code http://127.0.0.1:8080/shop}; http or https, and a loopback address only
 * @param requestsPerSecond arrivals a second, 1..5000
 * @param weights how often each kind comes, as parts of their sum; a kind that is absent never comes
 * @param newConnectionEvery every so many requests one goes on a connection of its own and asks for its close; 0: never
 * @param slowMillis how long {@link RequestKind#SLOW} and {@link RequestKind#LEDGER} take on the server, 0..60000
 * @param asyncMillis how long {@link RequestKind#ASYNC} takes on the server, 0..60000
 * @param timeout a request without its complete answer after this time, from its intended start, has failed
 * @param longest arrivals stop by themselves after this time
 * @param sessionsKept whether a lost session is a failure; else it is only counted
 */
public record LoadPlan(
        URI base,
        int requestsPerSecond,
        Map<RequestKind, Integer> weights,
        int newConnectionEvery,
        int slowMillis,
        int asyncMillis,
        Duration timeout,
        Duration longest,
        boolean sessionsKept) {

    private static final Map<RequestKind, Integer> USUAL_MIX = Map.of(
            RequestKind.GET, 70,
            RequestKind.POST_SMALL, 15,
            RequestKind.POST_LARGE, 3,
            RequestKind.SLOW, 4,
            RequestKind.ASYNC, 8);

    public LoadPlan {
        loopback(base);
        within("requestsPerSecond", requestsPerSecond, 1, 5_000);
        within("newConnectionEvery", newConnectionEvery, 0, 1_000_000);
        within("slowMillis", slowMillis, 0, 60_000);
        within("asyncMillis", asyncMillis, 0, 60_000);
        within("timeout in milliseconds", timeout.toMillis(), 1, 600_000);
        within("longest in seconds", longest.toSeconds(), 1, 3_600);
        weights.forEach((kind, weight) -> within("weight of " + kind, weight, 0, 1_000));
        if (weights.values().stream().noneMatch(weight -> weight > 0)) {
            throw new IllegalArgumentException("weights: " + weights + " (expected at least one above 0)");
        }
        weights = Map.copyOf(weights);
    }

    /**
     * 100 requests a second in the usual mix (GET 70, POST 15 and 3, slow 4, async 8 parts), slow ones of 2 s, async ones
     * of 0.5 s, every tenth on a connection of its own, 30 s timeout, ten minutes at most.
     */
    public static LoadPlan against(URI base) {
        return new LoadPlan(
                base, 100, USUAL_MIX, 10, 2_000, 500, Duration.ofSeconds(30), Duration.ofMinutes(10), false);
    }

    public LoadPlan withRate(int perSecond) {
        return new LoadPlan(
                base, perSecond, weights, newConnectionEvery, slowMillis, asyncMillis, timeout, longest, sessionsKept);
    }

    /** Only these kinds. */
    public LoadPlan withMix(Map<RequestKind, Integer> mix) {
        return new LoadPlan(
                base,
                requestsPerSecond,
                mix,
                newConnectionEvery,
                slowMillis,
                asyncMillis,
                timeout,
                longest,
                sessionsKept);
    }

    /** The same mix with another weight for one kind; 0 leaves it out. */
    public LoadPlan withWeight(RequestKind kind, int weight) {
        Map<RequestKind, Integer> mix = new EnumMap<>(RequestKind.class);
        mix.putAll(weights);
        mix.put(kind, weight);
        return withMix(mix);
    }

    public LoadPlan withNewConnectionEvery(int requests) {
        return new LoadPlan(
                base, requestsPerSecond, weights, requests, slowMillis, asyncMillis, timeout, longest, sessionsKept);
    }

    public LoadPlan withSlowMillis(int millis) {
        return new LoadPlan(
                base,
                requestsPerSecond,
                weights,
                newConnectionEvery,
                millis,
                asyncMillis,
                timeout,
                longest,
                sessionsKept);
    }

    public LoadPlan withAsyncMillis(int millis) {
        return new LoadPlan(
                base,
                requestsPerSecond,
                weights,
                newConnectionEvery,
                slowMillis,
                millis,
                timeout,
                longest,
                sessionsKept);
    }

    public LoadPlan withTimeout(Duration bound) {
        return new LoadPlan(
                base,
                requestsPerSecond,
                weights,
                newConnectionEvery,
                slowMillis,
                asyncMillis,
                bound,
                longest,
                sessionsKept);
    }

    public LoadPlan withLongest(Duration bound) {
        return new LoadPlan(
                base,
                requestsPerSecond,
                weights,
                newConnectionEvery,
                slowMillis,
                asyncMillis,
                timeout,
                bound,
                sessionsKept);
    }

    /** A lost session is a failure: the server was told to keep them. */
    public LoadPlan withSessionsKept() {
        return new LoadPlan(
                base, requestsPerSecond, weights, newConnectionEvery, slowMillis, asyncMillis, timeout, longest, true);
    }

    /** Where to connect: resolved once and checked, so that no name can lead elsewhere later. */
    InetSocketAddress address() {
        return loopback(base);
    }

    /** Whether the connections have TLS; any certificate is taken. */
    boolean isTls() {
        return "https".equals(base.getScheme());
    }

    /** The base path without a slash at its end. */
    String path() {
        String path = base.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static InetSocketAddress loopback(URI base) {
        String expected = " (expected http://127.0.0.1:PORT/..., the load client leaves other machines alone)";
        if (!List.of("http", "https").contains(String.valueOf(base.getScheme()))
                || base.getHost() == null
                || base.getPort() < 1) {
            throw new IllegalArgumentException("base: " + base + expected);
        }
        String host = base.getHost().replaceAll("^\\[|]$", "");
        boolean literal = List.of("localhost", "::1").contains(host) || host.matches("127\\.[0-9.]+");
        try {
            InetAddress address = literal ? InetAddress.getByName(host) : null;
            if (address != null && address.isLoopbackAddress()) {
                return new InetSocketAddress(address, base.getPort());
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("base: " + base + expected, e);
        }
        throw new IllegalArgumentException("base: " + base + expected);
    }

    private static void within(String name, long value, long from, long to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException(name + ": " + value + " (expected " + from + ".." + to + ")");
        }
    }
}
