package io.github.slackwater.ejb;

/** For every Jakarta EE server: the specification offers no event before an application stops. */
final class PortableAdapter implements ServerAdapter {

    @Override
    public String name() {
        return "portable";
    }

    @Override
    public void install(Departures departures, ServerGate gate) {}

    @Override
    public void remove() {}

    /** Known from the JVM alone: true after a signal, but not yet when a server stops by a command of its own. */
    @Override
    public boolean isServerStopping() {
        Thread probe = new Thread(() -> {}, "slackwater-probe");
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException shuttingDown) {
            return true;
        }
    }
}
