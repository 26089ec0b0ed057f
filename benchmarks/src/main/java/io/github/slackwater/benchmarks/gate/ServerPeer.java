package io.github.slackwater.benchmarks.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A whole server that nobody can count into but by a request: one, by a connection of its own. */
abstract class ServerPeer extends Peer {

    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final CompletableFuture<Void> arrived = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** On 127.0.0.1. */
    abstract int port();

    /** Ends the server as fast as it can, if it has not ended. */
    abstract void stop() throws Exception;

    /** The request has reached the application. */
    final CompletableFuture<Void> arrived() {
        arrived.complete(null);
        return ended;
    }

    @Override
    final Socket enter() {
        try {
            Socket client = new Socket(InetAddress.getLoopbackAddress(), port());
            client.getOutputStream().write(REQUEST);
            arrived.join();
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The application returns; the connection is kept, as clients do. */
    @Override
    final void leave(Object permit) {
        ended.complete(null);
    }

    @Override
    final void close(Object permit) throws Exception {
        ((Socket) permit).close();
        stop();
    }
}
