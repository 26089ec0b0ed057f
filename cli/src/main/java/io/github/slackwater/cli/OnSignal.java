package io.github.slackwater.cli;

/** Does something when the JVM is ended by a signal, such as that of Ctrl-C, unless it is closed before. */
final class OnSignal implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(OnSignal.class.getName());

    private final Thread hook;

    /** From now on. The JVM ends by itself afterwards, with 130 or 143. */
    OnSignal(Runnable action) {
        hook = new Thread(action, "slackwater-interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            LOG.log(System.Logger.Level.DEBUG, "The JVM is ending: the hook has the word", shuttingDown);
        }
    }
}
