package io.github.slackwater.rig;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads HTTP/1.1 responses off one connection and says exactly where one broke off. Not for several threads. */
final class HttpReader {
    private static final int LONGEST_LINE = 16 << 10;
    private static final int MOST_HEADERS = 200;
    private static final int LONGEST_BODY = 16 << 20;

    private final ReadableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(16 << 10).limit(0);

    HttpReader(ReadableByteChannel channel) {
        this.channel = channel;
    }

    /** Whether bytes are here that no request asked for. */
    boolean hasLeftover() {
        return buffer.hasRemaining();
    }

    /**
     * Blocks until one final response is here.
     *
     * @throws HttpFailure when the connection ended before the head was complete, or what came is not HTTP
     * @throws IOException as the connection gave it, before the head was complete
     */
    HttpAnswer read() throws IOException {
        return read(new ByteArrayOutputStream());
    }

    /** As {@link #read()}, with the body into a sink that may take out what it has seen: so a stream can be read. */
    HttpAnswer read(ByteArrayOutputStream body) throws IOException {
        if (!fill()) {
            throw new HttpFailure("closed without response");
        }
        int status = status(line("truncated headers"));
        Map<String, List<String>> headers = headers();
        while (status >= 100 && status < 200 && status != 101) {
            status = status(line("truncated headers"));
            headers = headers();
        }
        return body(status, headers, body);
    }

    private HttpAnswer body(int status, Map<String, List<String>> headers, ByteArrayOutputStream body) {
        boolean chunked = String.join(",", headers.getOrDefault("transfer-encoding", List.of()))
                .toLowerCase(Locale.ROOT)
                .contains("chunked");
        boolean framed = chunked || headers.containsKey("content-length") || status == 204 || status == 304;
        String cut = "";
        try {
            if (chunked) {
                chunks(body);
            } else if (headers.containsKey("content-length")) {
                copy(
                        body,
                        number(
                                headers.getOrDefault("content-length", List.of(""))
                                        .get(0),
                                10));
            } else if (framed) {
                body.reset();
            } else {
                untilEnd(body);
            }
        } catch (HttpFailure e) {
            cut = e.reason();
        } catch (IOException e) {
            cut = HttpExchange.reason(e);
        }
        return new HttpAnswer(status, headers, body.toString(StandardCharsets.UTF_8), framed, cut);
    }

    private void chunks(ByteArrayOutputStream body) throws IOException {
        while (true) {
            String size = line("truncated body");
            int length = number(size.replaceFirst(";.*", "").trim(), 16);
            if (length == 0) {
                break;
            }
            copy(body, length);
            if (!line("truncated body").isEmpty()) {
                throw new HttpFailure("malformed response");
            }
        }
        String trailer = line("truncated body");
        while (!trailer.isEmpty()) {
            trailer = line("truncated body");
        }
    }

    private void copy(ByteArrayOutputStream body, int length) throws IOException {
        if (body.size() + length > LONGEST_BODY) {
            throw new HttpFailure("body too long");
        }
        int left = length;
        while (left > 0) {
            if (!buffer.hasRemaining() && !fill()) {
                throw new HttpFailure("truncated body");
            }
            int n = Math.min(left, buffer.remaining());
            body.write(buffer.array(), buffer.position(), n);
            buffer.position(buffer.position() + n);
            left -= n;
        }
    }

    private void untilEnd(ByteArrayOutputStream body) throws IOException {
        while (buffer.hasRemaining() || fill()) {
            copy(body, buffer.remaining());
        }
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (int i = 0; i < MOST_HEADERS; i++) {
            String line = line("truncated headers");
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new HttpFailure("malformed response");
            }
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).trim());
        }
        throw new HttpFailure("malformed response");
    }

    private String line(String whenCut) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < LONGEST_LINE) {
            if (!buffer.hasRemaining() && !fill()) {
                throw new HttpFailure(whenCut);
            }
            char c = (char) (buffer.get() & 0xff);
            if (c == '\n') {
                return line.toString();
            }
            if (c != '\r') {
                line.append(c);
            }
        }
        throw new HttpFailure("malformed response");
    }

    private boolean fill() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        buffer.clear();
        int n = channel.read(buffer);
        buffer.flip();
        return n > 0;
    }

    private static int status(String line) throws HttpFailure {
        String[] parts = line.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.")) {
            throw new HttpFailure("malformed response");
        }
        return number(parts[1], 10);
    }

    private static int number(String text, int radix) throws HttpFailure {
        try {
            int value = Integer.parseInt(text, radix);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw (HttpFailure) new HttpFailure("malformed response").initCause(e);
        }
        throw new HttpFailure("malformed response");
    }
}
