package io.github.slackwater.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;

/**
 * Does something when a signal ends the command, such as that of Ctrl-C, and then ends the JVM; unless it is closed before. The
 * work is done while all else still runs: in a shutdown hook it would find connections that their libraries' own hooks have
 * closed, as WildFly's JMX client does. One at a time in a process.
 */
final class OnSignal implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(OnSignal.class.getName());

    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");
    private static final int INT = 2;
    private static final int SIGNALLED = 128;

    /** Some send the same signal to a process and to its group. */
    private static final Duration SAME = Duration.ofMillis(300);

    private final IntUnaryOperator action;
    private final List<SystemSignal> caught;
    private boolean closed;
    private boolean came;
    private long cameNanos;

    /** From now on. The exit code is 130, 143 or 129. */
    OnSignal(Runnable action) {
        this(usual -> {
            action.run();
            return usual;
        });
    }

    /**
     * From now on.
     *
     * @param action gets the usual exit code, which is 130, 143 or 129, and returns the one to end with
     */
    OnSignal(IntUnaryOperator action) {
        this.action = action;
        this.caught = SIGNALS.stream()
                .map(name -> SystemSignal.caught(name, this::came))
                .flatMap(Optional::stream)
                .toList();
    }

    /** In a thread of the signal's own. */
    private void came(int number) {
        int code = SIGNALLED + number;
        if (isFirst()) {
            System.exit(act(code));
        } else if (number == INT && isAnother()) {
            Runtime.getRuntime().halt(code);
        }
    }

    private synchronized boolean isFirst() {
        boolean first = !came;
        if (first) {
            came = true;
            cameNanos = System.nanoTime();
        }
        return first;
    }

    private synchronized boolean isAnother() {
        return System.nanoTime() - cameNanos > SAME.toNanos();
    }

    private int act(int usual) {
        try {
            return isClosed() ? usual : action.applyAsInt(usual);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "after a signal", e);
            return usual;
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Does not return once a signal has come: its thread ends the JVM, and nobody else is to do so with another exit code. */
    @Override
    public void close() {
        if (endsBySignal()) {
            while (true) {
                LockSupport.park(this);
            }
        }
        caught.forEach(SystemSignal::close);
    }

    private synchronized boolean endsBySignal() {
        closed = !came;
        return came;
    }
}
