package io.github.slackwater.cli.demo;

import java.time.Duration;

/**
 * What to show. Immutable.
 *
 * @param server which server
 * @param ratePerSecond requests a second, 10..1000
 * @param loadSeconds how long the load flows in each part, half of it before the redeploy and half after, 4..300
 * @param keepLogs whether the server's logs are kept also when all goes well
 */
public record DemoOptions(Server server, int ratePerSecond, int loadSeconds, boolean keepLogs) {

    /** The servers that the demo can start. */
    public enum Server {
        /** Payara Server: the application is redeployed. */
        PAYARA,
        /** WildFly 37: likewise. */
        WILDFLY,
        /** Payara Micro, which takes no commands from outside: the process is stopped and started again. */
        MICRO
    }

    /** Refuses a bad value with an {@link IllegalArgumentException} that names it. */
    public DemoOptions {
        within("rate", ratePerSecond, 10, 1_000);
        within("seconds", loadSeconds, 4, 300);
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s: %d (expected %d..%d)".formatted(name, value, least, most));
        }
    }

    /** The load before the redeploy, and again after it. */
    Duration half() {
        return Duration.ofSeconds(loadSeconds).dividedBy(2);
    }
}
