package io.github.slackwater.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

/** A server of raw sockets that answers each request as the test says, as badly as it says. */
final class MisbehavingServer implements AutoCloseable {
    /** A request as it arrived. */
    record Received(String line, String id, ByteBuffer body, Socket socket, OutputStream out) {
        /** The right answer's body. */
        String rightBody() {
            CRC32 crc = new CRC32();
            crc.update(body.duplicate());
            return "{\"request\":\"" + id + "\",\"length\":" + body.remaining() + ",\"crc32\":\""
                    + HexFormat.of().toHexDigits((int) crc.getValue()) + "\",\"visits\":1}";
        }

        void send(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        void answerRight() throws IOException {
            answer("200 OK", "", rightBody());
        }

        void answer(String status, String headers, String text) throws IOException {
            send("HTTP/1.1 " + status + "\r\nContent-Length: " + text.length() + "\r\n" + headers + "\r\n" + text);
        }
    }

    interface Behaviour {
        /** Returns whether the connection goes on. */
        boolean answer(Received request) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final Behaviour behaviour;
    private final boolean readsBodies;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    MisbehavingServer(Behaviour behaviour) throws IOException {
        this(behaviour, true);
    }

    MisbehavingServer(Behaviour behaviour, boolean readsBodies) throws IOException {
        this.behaviour = behaviour;
        this.readsBodies = readsBodies;
        this.listener = new ServerSocket();
        if (!readsBodies) {
            listener.setReceiveBufferSize(4 << 10); // So that the kernel does not take the whole body in its place.
        }
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        threads.execute(this::accept);
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/shop");
    }

    int connections() {
        return connections.get();
    }

    int requests() {
        return requests.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                threads.execute(() -> serve(socket));
            } catch (RejectedExecutionException closing) {
                return; // The test is over.
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int length = 0;
                boolean close = false;
                boolean chunked = false;
                for (String header = line(in); !header.isEmpty(); header = line(in)) {
                    String lower = header.toLowerCase(Locale.ROOT);
                    length = lower.startsWith("content-length:")
                            ? Integer.parseInt(lower.substring(15).trim())
                            : length;
                    close |= lower.equals("connection: close");
                    chunked |= lower.equals("transfer-encoding: chunked");
                }
                byte[] body = !readsBodies ? new byte[0] : chunked ? chunks(in) : in.readNBytes(length);
                requests.incrementAndGet();
                String id = line.replaceAll(".*request=([^ &]+).*", "$1");
                if (!behaviour.answer(new Received(line, id, ByteBuffer.wrap(body), socket, out)) || close) {
                    return;
                }
            }
        } catch (IOException e) {
            return; // The client or the behaviour ended the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int length = Integer.parseInt(line(in), 16); length > 0; length = Integer.parseInt(line(in), 16)) {
            body.writeBytes(in.readNBytes(length));
            assertThat(line(in)).isEmpty();
        }
        assertThat(line(in)).isEmpty();
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
