package io.github.slackwater.rig;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One keep-alive connection to a server on this machine, for requests that a test makes up. Each is sent exactly once, and
 * nothing is followed or added but what HTTP/1.1 demands. One request at a time; {@link #close()} from any thread ends what
 * blocks in it.
 */
public final class RawConnection implements AutoCloseable {
    private final Connection connection;
    private final String host;

    private RawConnection(Connection connection, String host) {
        this.connection = connection;
        this.host = host;
    }

    /**
     * Connects.
     *
     * @param base such as {@code http://127.0.0.1:8080/}; http or https, and a loopback address only
     * @throws IOException if nobody listens there
     */
    public static RawConnection open(URI base) throws IOException {
        LoadPlan plan = LoadPlan.against(base);
        Connection connection = plan.isTls() ? Connection.createTls() : Connection.create();
        try {
            connection.connect(plan.address());
        } catch (IOException e) {
            connection.close();
            throw e;
        }
        return new RawConnection(connection, base.getRawAuthority());
    }

    /**
     * Sends one request and blocks until it is answered.
     *
     * @param target path and query, as they go into the request line
     * @param headers besides {@code Host} and {@code Content-Length}
     * @param body as UTF-8; empty for none
     * @throws IOException if there is no complete head of an answer, or the body is cut
     */
    public HttpAnswer send(String method, String target, Map<String, String> headers, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (content.length > 0) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        boolean sent =
                connection.write(ByteBuffer.wrap(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1)))
                        && connection.write(ByteBuffer.wrap(content));
        HttpAnswer answer = connection.reader().read();
        if (!sent || !answer.cut().isEmpty()) {
            throw new HttpFailure(sent ? answer.cut() : "answered before the whole body was sent");
        }
        return answer;
    }

    /** As {@link #send}, with nothing but the target. */
    public HttpAnswer get(String target) throws IOException {
        return send("GET", target, Map.of(), "");
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
