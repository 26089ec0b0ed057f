package io.github.slackwater.it;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The client of one stream of events, on a raw socket: reads it to its end, and tells a proper end from one that breaks off. */
final class EventStream implements AutoCloseable {

    private static final Duration SILENCE = Duration.ofSeconds(60);

    /**
     * How a stream went.
     *
     * @param status of the answer
     * @param data of the first event; empty where there was none
     * @param end {@code clean}: the last chunk came; else what came instead
     */
    record Ended(int status, String data, String end) {}

    private final Socket socket;
    private final InputStream in;
    private volatile String first = "";

    EventStream(URI uri) throws IOException {
        socket = new Socket(InetAddress.getByName(uri.getHost()), uri.getPort());
        socket.setSoTimeout((int) SILENCE.toMillis());
        in = new BufferedInputStream(socket.getInputStream());
        String request = "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\n\r\n"
                .formatted(uri.getPath(), uri.getAuthority());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** The data of its first event, as soon as that has come; empty before. */
    String first() {
        return first;
    }

    /** Blocks until its end. */
    Ended read() {
        int status = 0;
        String end;
        try {
            status = Integer.parseInt(line().replaceAll("^\\S+ (\\d+).*", "$1"));
            List<String> headers = new ArrayList<>();
            for (String header = line(); !header.isEmpty(); header = line()) {
                headers.add(header.toLowerCase(Locale.ROOT).replace(" ", ""));
            }
            end = headers.contains("transfer-encoding:chunked") ? chunks() : "not chunked: " + headers;
        } catch (IOException e) {
            end = e.toString();
        }
        return new Ended(status, first, end);
    }

    private String chunks() throws IOException {
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            String chunk = new String(in.readNBytes(size), StandardCharsets.UTF_8);
            if (first.isEmpty() && chunk.contains("data: ")) {
                first = chunk.replaceAll("(?s).*?data: ([^\n]*)\n.*", "$1");
            }
            line();
        }
        return line().isEmpty() ? "clean" : "no empty line after the last chunk";
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("closed after \"" + line + '"');
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            System.getLogger(EventStream.class.getName()).log(System.Logger.Level.DEBUG, "close", e);
        }
    }
}
