package io.github.slackwater.benchmarks.gate;

/** Something that counts requests in and out, so that it can be drained. In one JVM only one of them is measured. */
abstract class Peer {

    /** Those that are compared, by their name in the tables. */
    enum Kind {
        SLACKWATER,
        UNDERTOW,
        JETTY,
        WILDFLY,
        RESILIENCE4J,
        NETFLIX,
        CLOCK;

        Peer create() {
            return switch (this) {
                case SLACKWATER -> new SlackwaterPeer();
                case UNDERTOW -> new UndertowPeer();
                case JETTY -> new JettyPeer();
                case WILDFLY -> new WildFlyPeer();
                case RESILIENCE4J -> new ResiliencePeer();
                case NETFLIX -> new NetflixPeer();
                case CLOCK -> new ClockPeer();
            };
        }
    }

    /** A request comes. */
    abstract Object enter();

    /**
     * It ends.
     *
     * @param permit what {@link #enter} gave
     */
    abstract void leave(Object permit);

    /** One whole request. */
    void pass() {
        leave(enter());
    }

    /** Closes, and returns when nothing is in flight any more. */
    void drain() throws Exception {
        throw new UnsupportedOperationException("it has nobody who waits: " + this);
    }

    /**
     * Frees what a whole server holds, after a drain.
     *
     * @param permit what {@link #enter} gave
     */
    void close(Object permit) throws Exception {}

    /** Lists what is in flight; does nothing where there is no such list. */
    int list() {
        return 0;
    }
}
