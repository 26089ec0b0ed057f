package io.github.slackwater.rig;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One TCP connection. One request at a time; {@link #close()} from any thread ends what blocks in it. */
final class Connection implements Closeable {
    /** What every socket takes at once. */
    private static final int SMALL = 4 << 10;
    /** A selector does not wake when its channel is closed. */
    private static final long CLOSED_CHECK_MILLIS = 200;

    private final SocketChannel channel;
    private final HttpReader reader;
    private long idleSinceNanos;

    private Connection(SocketChannel channel) {
        this.channel = channel;
        this.reader = new HttpReader(channel);
    }

    /** A connection that is not connected yet, so that whoever watches the clock can close it meanwhile. */
    static Connection create() throws IOException {
        return new Connection(SocketChannel.open());
    }

    void connect(InetSocketAddress address) throws IOException {
        channel.connect(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    HttpReader reader() {
        return reader;
    }

    /**
     * Sends the bytes, or stops when the peer answers before it took them all.
     *
     * @return whether all was sent
     */
    boolean write(ByteBuffer bytes) throws IOException {
        ByteBuffer rest = bytes.duplicate();
        if (rest.remaining() <= SMALL) {
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            return true;
        }
        try (Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_WRITE | SelectionKey.OP_READ);
            while (rest.hasRemaining() && !answersEarly(selector)) {
                channel.write(rest);
            }
        }
        channel.configureBlocking(true);
        return !rest.hasRemaining();
    }

    private boolean answersEarly(Selector selector) throws IOException {
        selector.select(CLOSED_CHECK_MILLIS);
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        boolean readable = selector.selectedKeys().stream().anyMatch(SelectionKey::isReadable);
        selector.selectedKeys().clear();
        return readable;
    }

    void idleSince(long nanos) {
        idleSinceNanos = nanos;
    }

    long idleSince() {
        return idleSinceNanos;
    }

    /** Whether the peer neither closed nor spoke out of turn: one read that does not block. */
    boolean isFit() {
        if (reader.hasLeftover()) {
            return false;
        }
        try {
            channel.configureBlocking(false);
            int n = channel.read(ByteBuffer.allocate(1));
            channel.configureBlocking(true);
            return n == 0;
        } catch (IOException e) {
            return false; // A connection that cannot be read is as unfit as a closed one.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
