package io.github.slackwater.benchmarks.gate;

/** Those of whom it is measured how soon they go on after the end of the last request, by their name in the table. */
enum Waiter {
    SLACKWATER,
    UNDERTOW,
    JETTY,
    WILDFLY,
    TOMCAT,
    SPRING,
    ARMERIA;

    /** One that serves; for one drain. */
    Peer create() {
        return switch (this) {
            case SLACKWATER -> new SlackwaterPeer();
            case UNDERTOW -> new UndertowPeer();
            case JETTY -> new JettyPeer();
            case WILDFLY -> new WildFlyPeer();
            case TOMCAT -> new TomcatPeer();
            case SPRING -> new SpringPeer();
            case ARMERIA -> new ArmeriaPeer();
        };
    }
}
