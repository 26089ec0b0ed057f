package io.github.slackwater.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;

/** An order whose body is sent in two halves, so that it is in flight for as long as the test wants. */
final class Upload implements AutoCloseable {

    private static final int LENGTH = 64 << 10;

    private final Socket socket;
    private final byte[] body = new byte[LENGTH];

    private Upload(URI shop) throws IOException {
        new Random(11).nextBytes(body);
        socket = new Socket(shop.getHost(), shop.getPort());
        socket.setSoTimeout((int) Duration.ofSeconds(60).toMillis());
        String head = "POST /shop/orders?request=upload HTTP/1.1\r\nHost: " + shop.getAuthority()
                + "\r\nContent-Type: application/octet-stream\r\nContent-Length: " + LENGTH
                + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body, 0, LENGTH / 2);
        socket.getOutputStream().flush();
    }

    static Upload begin(ServerUnderTest server) throws IOException {
        return new Upload(server.http("/"));
    }

    /** Sends the other half, and returns the whole answer as it came, head and body. */
    String finish() throws IOException {
        socket.getOutputStream().write(body, LENGTH / 2, LENGTH - LENGTH / 2);
        socket.getOutputStream().flush();
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What the shop answers when it has read every byte. */
    String proof() {
        CRC32 crc = new CRC32();
        crc.update(body);
        return "\"crc32\":\"" + HexFormat.of().toHexDigits((int) crc.getValue()) + "\"";
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
