package io.github.slackwater.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The configuration keys, their ranges and defaults, read once. A value that is not understood is reported and the default
 * applies: a typing error must not keep a server from starting.
 *
 * @param settings the settings in force
 * @param inForce every key with its value in force
 * @param problems one sentence for each value that was not understood: key, value, what was expected, what applies
 */
public record Configuration(Settings settings, Map<String, String> inForce, List<String> problems) {

    /** What every key begins with. */
    public static final String PREFIX = "slackwater.";

    /** What the system property that remembers a logged problem begins with. */
    static final String SAID = "io.github.slackwater.said: ";

    /** The longest lame duck, retry hint and stop timeout that is accepted, in seconds. */
    private static final int HOUR = 3_600;

    private static final int MILLION = 1_000_000;

    /**
     * Reads the settings of one application, or of the server.
     *
     * @param source gives the value of a key, or null
     * @param application the application, whose own keys ({@code slackwater.application."shop".lease-seconds}) come before
     *     the common ones; null for the server
     * @return the settings with what was wrong with them; never fails because of a value
     */
    public static Configuration read(UnaryOperator<@Nullable String> source, @Nullable String application) {
        return new Reader(source, application).read();
    }

    /**
     * Logs each problem at WARNING, once in this JVM: the server and every application read the keys that they share, each
     * with its own copy of this class. What has been said is therefore kept in a system property, text as all of them.
     *
     * @param log the logger of the one who read it
     */
    public void logProblems(System.Logger log) {
        for (String problem : problems) {
            if (System.getProperties().putIfAbsent(SAID + problem, "") == null) {
                log.log(System.Logger.Level.WARNING, "Slackwater: {0}", problem);
            }
        }
    }

    private static final class Reader {
        private final UnaryOperator<@Nullable String> source;
        private final @Nullable String application;
        private final Map<String, String> inForce = new LinkedHashMap<>();
        private final List<String> problems = new ArrayList<>();

        Reader(UnaryOperator<@Nullable String> source, @Nullable String application) {
            this.source = source;
            this.application = application;
        }

        Configuration read() {
            Settings defaults = Settings.DEFAULT;
            Settings settings = new Settings(
                    seconds("lame-duck.min-seconds", 0, HOUR, defaults.lameDuckMin()),
                    seconds("lame-duck.quiet-seconds", 0, HOUR, defaults.lameDuckQuiet()),
                    seconds("lame-duck.max-seconds", 0, HOUR, defaults.lameDuckMax()),
                    seconds("retry-after-seconds", 0, HOUR, defaults.retryAfter()),
                    seconds("drain-on-stop.timeout-seconds", 0, HOUR, defaults.drainOnStopTimeout()),
                    seconds("lease-seconds", 0, LifecycleMXBean.MAX_TIMEOUT_SECONDS, defaults.lease()),
                    paths("exempt-paths", defaults.exemptPaths()),
                    parking(defaults.parking()),
                    longLived(defaults.longLived()),
                    oneOf("server-gate", "on", "off").equals("on"));
            if (settings.lameDuckMin().compareTo(settings.lameDuckMax()) > 0) {
                problems.add(
                        "%slame-duck.min-seconds: %d (expected at most lame-duck.max-seconds, %d); the maximum applies"
                                .formatted(
                                        PREFIX,
                                        settings.lameDuckMin().toSeconds(),
                                        settings.lameDuckMax().toSeconds()));
            }
            return new Configuration(settings, Map.copyOf(inForce), List.copyOf(problems));
        }

        private Parking parking(Parking defaults) {
            return new Parking(
                    oneOf("when-draining", "reject", "park").equals("park"),
                    number("park.max-requests", MILLION, defaults.maxRequests()),
                    seconds("park.max-seconds", 0, HOUR, defaults.maxTime()),
                    number("park.release-per-second", MILLION, defaults.releasePerSecond()));
        }

        private LongLived longLived(LongLived defaults) {
            return new LongLived(
                    oneOf("long-lived.when-draining", "end", "wait").equals("end"),
                    seconds("long-lived.grace-seconds", 0, HOUR, defaults.grace()),
                    seconds("long-lived.age-seconds", 1, LifecycleMXBean.MAX_TIMEOUT_SECONDS, defaults.age()));
        }

        /** The first is the default. */
        private String oneOf(String key, String fallback, String other) {
            Entry entry = find(key);
            String value = fallback;
            if (entry != null && entry.value().equalsIgnoreCase(other)) {
                value = other;
            } else if (entry != null && !entry.value().equalsIgnoreCase(fallback)) {
                problem(entry, fallback + " or " + other, fallback);
            }
            inForce.put(PREFIX + key, value);
            return value;
        }

        private Duration seconds(String key, int min, int max, Duration fallback) {
            return Duration.ofSeconds(number(key, "whole seconds", min, max, (int) fallback.toSeconds()));
        }

        private int number(String key, int max, int fallback) {
            return number(key, "a whole number", 0, max, fallback);
        }

        private int number(String key, String what, int min, int max, int fallback) {
            Entry entry = find(key);
            int value = fallback;
            if (entry != null) {
                try {
                    value = Integer.parseInt(entry.value());
                    if (value < min || value > max) {
                        throw new NumberFormatException("out of range");
                    }
                } catch (NumberFormatException e) {
                    value = fallback;
                    problem(entry, what + ", " + min + ".." + max, Integer.toString(fallback));
                }
            }
            inForce.put(PREFIX + key, Integer.toString(value));
            return value;
        }

        /** What is configured takes the place of the default. */
        private List<String> paths(String key, List<String> fallback) {
            Entry entry = find(key);
            List<String> paths = entry == null ? fallback : parse(entry);
            inForce.put(PREFIX + key, String.join(",", paths));
            return paths;
        }

        private List<String> parse(Entry entry) {
            List<String> paths = new ArrayList<>();
            for (String part : entry.value().split(",", -1)) {
                String path = part.strip();
                if (path.startsWith("/")
                        && !path.substring(0, path.length() - 1).contains("*")) {
                    paths.add(path);
                } else if (!path.isEmpty()) {
                    problem(
                            new Entry(entry.key(), path),
                            "paths such as /health or /health/*, separated by commas",
                            "no such path");
                }
            }
            return paths;
        }

        private void problem(Entry entry, String expected, String applies) {
            problems.add("%s: %s (expected %s); %s applies"
                    .formatted(OneLine.of(entry.key()), OneLine.of(entry.value()), expected, applies));
        }

        private @Nullable Entry find(String key) {
            if (application != null) {
                String own = PREFIX + "application.\"" + application + "\"." + key;
                String value = source.apply(own);
                if (value != null && !value.isBlank()) {
                    return new Entry(own, value.strip());
                }
            }
            String value = source.apply(PREFIX + key);
            return value == null || value.isBlank() ? null : new Entry(PREFIX + key, value.strip());
        }
    }

    private record Entry(String key, String value) {}
}
