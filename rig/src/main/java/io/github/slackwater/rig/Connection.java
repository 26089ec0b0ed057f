package io.github.slackwater.rig;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** One TCP connection. One request at a time; {@link #close()} from any thread ends what blocks in it. */
abstract class Connection implements Closeable {
    private long idleSinceNanos;

    /** A connection that is not connected yet, so that whoever watches the clock can close it meanwhile. */
    static Connection create() throws IOException {
        return new PlainConnection();
    }

    /** As {@link #create()}, with TLS. */
    static Connection createTls() {
        return new TlsConnection();
    }

    abstract void connect(InetSocketAddress address) throws IOException;

    /** Once it is connected. */
    abstract HttpReader reader();

    /**
     * Sends the bytes, or stops when the peer answers before it took them all.
     *
     * @return whether all was sent
     */
    abstract boolean write(ByteBuffer bytes) throws IOException;

    /** Whether the peer neither closed nor spoke out of turn. */
    abstract boolean isFit();

    final void idleSince(long nanos) {
        idleSinceNanos = nanos;
    }

    final long idleSince() {
        return idleSinceNanos;
    }
}
