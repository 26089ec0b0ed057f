package io.github.slackwater.rig;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Without encryption. */
final class PlainConnection extends Connection {
    /** What every socket takes at once. */
    private static final int SMALL = 4 << 10;
    /** A selector does not wake when its channel is closed. */
    private static final long CLOSED_CHECK_MILLIS = 200;

    private final SocketChannel channel;
    private final HttpReader reader;

    PlainConnection() throws IOException {
        this.channel = SocketChannel.open();
        this.reader = new HttpReader(channel);
    }

    @Override
    void connect(InetSocketAddress address) throws IOException {
        channel.connect(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    @Override
    HttpReader reader() {
        return reader;
    }

    @Override
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

    /** One read that does not block. */
    @Override
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
