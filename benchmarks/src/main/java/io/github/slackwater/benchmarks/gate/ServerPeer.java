package io.github.slackwater.benchmarks.gate;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A whole server that nobody can count into but by a request: one, by a connection of its own. */
abstract class ServerPeer extends Peer {

    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final CompletableFuture<Void> arrived = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private @Nullable Socket client;

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
            Socket connected = new Socket(InetAddress.getLoopbackAddress(), port());
            connected.getOutputStream().write(REQUEST);
            arrived.join();
            client = connected;
            return connected;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The application returns; the connection is kept, as clients do. */
    @Override
    final void leave(Object permit) {
        ended.complete(null);
    }

    /** Blocks until the server has closed the connection of the request. */
    final void awaitClosed() {
        // By another thread: one that reads does not show that it waits.
        CompletableFuture.runAsync(this::readToTheEnd).join();
    }

    private void readToTheEnd() {
        try {
            long unused = Objects.requireNonNull(client).getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    final void close(Object permit) throws Exception {
        ((Socket) permit).close();
        stop();
    }
}
