package io.github.slackwater.rig;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Idle keep-alive connections, the latest used first. For all threads. */
final class ConnectionPool {
    private static final System.Logger LOG = System.getLogger(ConnectionPool.class.getName());
    /** Well below the idle timeout of servers, so that a request rarely meets a connection that is just being closed. */
    private static final long LONGEST_IDLE_NANOS = 10_000_000_000L;

    private final boolean tls;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private boolean closed;

    /** Empty. */
    ConnectionPool(boolean tls) {
        this.tls = tls;
    }

    /** One more, not connected yet. */
    Connection create() throws IOException {
        return tls ? Connection.createTls() : Connection.create();
    }

    /** A connection that was open a moment ago, or null when a new one is needed. */
    @Nullable
    Connection take() {
        while (true) {
            Connection connection;
            synchronized (idle) {
                connection = idle.pollFirst();
            }
            if (connection == null) {
                return null;
            }
            if (System.nanoTime() - connection.idleSince() < LONGEST_IDLE_NANOS && connection.isFit()) {
                return connection;
            }
            discard(connection);
        }
    }

    void give(Connection connection) {
        connection.idleSince(System.nanoTime());
        synchronized (idle) {
            if (!closed) {
                idle.addFirst(connection);
                return;
            }
        }
        discard(connection);
    }

    void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(ConnectionPool::discard);
            idle.clear();
        }
    }

    static void discard(Connection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing a connection that is not needed any more", e);
        }
    }
}
