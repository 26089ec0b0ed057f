package io.github.slackwater.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32;

/** One request on a socket of its own, with no thread: it is sent, and its answer read when the test wants it. */
final class ParkedCall implements AutoCloseable {

    private static final int CHUNK = 16 << 10;

    /** How a body is sent. */
    enum Body {
        LENGTH,
        CHUNKED,
        AFTER_CONTINUE
    }

    private final Socket socket;
    private final URI shop;

    private ParkedCall(ServerUnderTest server) throws IOException {
        shop = server.http("/shop");
        socket = new Socket();
        // So that what a server does not read is soon noticed here.
        socket.setSendBufferSize(64 << 10);
        socket.connect(new InetSocketAddress(shop.getHost(), shop.getPort()), 10_000);
        socket.setSoTimeout((int) Duration.ofSeconds(60).toMillis());
    }

    /** Sends it; the connection is to be closed after its answer. */
    static ParkedCall get(ServerUnderTest server, String path) {
        return get(server, path, "Connection: close");
    }

    /** Sends it, on a connection that is to stay open: its answer is complete only if the server closes it all the same. */
    static ParkedCall getAndStay(ServerUnderTest server, String path) {
        return get(server, path, "Connection: keep-alive");
    }

    private static ParkedCall get(ServerUnderTest server, String path, String connection) {
        try {
            ParkedCall call = new ParkedCall(server);
            call.head("GET", path, connection);
            return call;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the head of an order; {@link #send} has to follow. */
    static ParkedCall order(ServerUnderTest server, int length, Body body) throws IOException {
        ParkedCall call = new ParkedCall(server);
        String framing = body == Body.CHUNKED ? "Transfer-Encoding: chunked" : "Content-Length: " + length;
        call.head(
                "POST",
                "/orders?request=parked",
                "Content-Type: application/octet-stream\r\nConnection: close\r\n" + framing
                        + (body == Body.AFTER_CONTINUE ? "\r\nExpect: 100-continue" : ""));
        return call;
    }

    private void head(String method, String path, String headers) throws IOException {
        write((method + " /shop" + path + " HTTP/1.1\r\nHost: " + shop.getAuthority() + "\r\n" + headers + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] body(int length) {
        byte[] body = new byte[length];
        new Random(length).nextBytes(body);
        return body;
    }

    /** What the shop answers when it has read every byte. */
    static String proof(byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return "\"crc32\":\"" + HexFormat.of().toHexDigits((int) crc.getValue()) + "\"";
    }

    /**
     * Sends the body, and blocks while the server reads nothing.
     *
     * @param pause before each piece
     */
    void send(byte[] body, Body how, Duration pause) throws IOException, InterruptedException {
        if (how == Body.AFTER_CONTINUE) {
            awaitContinue();
        }
        for (int at = 0; at < body.length; at += CHUNK) {
            Thread.sleep(pause.toMillis());
            int length = Math.min(CHUNK, body.length - at);
            if (how == Body.CHUNKED) {
                write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            socket.getOutputStream().write(body, at, length);
            if (how == Body.CHUNKED) {
                write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
        if (how == Body.CHUNKED) {
            write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void awaitContinue() throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("closed instead of 100 Continue: " + head);
            }
            head.append((char) read);
        }
        if (!head.toString().startsWith("HTTP/1.1 100")) {
            throw new IOException(head + " (expected 100 Continue)");
        }
    }

    private void write(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    /** Whether its answer has begun to come. */
    boolean isAnswered() {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole answer as it came, head and body; waits for it. */
    String answer() {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int status() {
        String answer = answer();
        return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }

    /** The same in lower case, since servers differ in how they write the names. */
    String lowerCaseAnswer() {
        return answer().toLowerCase(Locale.ROOT);
    }

    /** The client leaves as a browser does. */
    void leave() {
        close();
    }

    /** The client's machine says that it knows of no such connection. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
