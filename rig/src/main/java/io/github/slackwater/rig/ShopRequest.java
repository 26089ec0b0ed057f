package io.github.slackwater.rig;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * One request as bytes, and what its right answer must contain.
 *
 * @param visitor whose session it belongs to; null where none is asked for
 */
record ShopRequest(
        String id,
        RequestKind kind,
        boolean ownConnection,
        ByteBuffer head,
        ByteBuffer body,
        String proof,
        @Nullable Visitor visitor) {
    private static final int CHUNK = 4 << 10;

    /** Makes requests for one plan; the bodies are made once, and shared read-only. */
    static final class Factory {
        private final LoadPlan plan;
        private final String host;
        private final Map<RequestKind, byte[]> bodies = new EnumMap<>(RequestKind.class);
        private final Map<RequestKind, String> checksums = new EnumMap<>(RequestKind.class);

        Factory(LoadPlan plan) {
            this.plan = plan;
            this.host = plan.base().getRawAuthority();
            Random random = new Random(42);
            for (RequestKind kind : RequestKind.values()) {
                byte[] body = new byte[length(kind)];
                random.nextBytes(body);
                CRC32 crc = new CRC32();
                crc.update(body);
                bodies.put(kind, kind == RequestKind.POST_CHUNKED ? chunked(body) : body);
                checksums.put(kind, HexFormat.of().toHexDigits((int) crc.getValue()));
            }
        }

        /** A request that belongs to nobody's session. */
        ShopRequest make(RequestKind kind, String id, boolean ownConnection) {
            return make(kind, id, ownConnection, null);
        }

        ShopRequest make(RequestKind kind, String id, boolean ownConnection, @Nullable Visitor visitor) {
            byte[] body = bodies.getOrDefault(kind, new byte[0]);
            boolean post = body.length > 0;
            String head = (post ? "POST " : "GET ") + plan.path() + target(kind) + "request=" + id
                    + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: slackwater-rig\r\nAccept: */*\r\n"
                    + (post ? "Content-Type: application/octet-stream\r\n" + framing(kind, body.length) + "\r\n" : "")
                    + (visitor != null && visitor.hasCookie() ? "Cookie: " + visitor.cookie() + "\r\n" : "")
                    + (ownConnection ? "Connection: close\r\n" : "") + "\r\n";
            String proof = post ? "\"crc32\":\"" + checksums.get(kind) + "\"" : "\"" + id + "\"";
            return new ShopRequest(
                    id,
                    kind,
                    ownConnection,
                    ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)),
                    ByteBuffer.wrap(body).asReadOnlyBuffer(),
                    proof,
                    visitor);
        }

        private static String framing(RequestKind kind, int length) {
            return kind == RequestKind.POST_CHUNKED ? "Transfer-Encoding: chunked" : "Content-Length: " + length;
        }

        private String target(RequestKind kind) {
            return switch (kind) {
                case GET -> "/catalog?";
                case POST_SMALL, POST_LARGE, POST_CHUNKED -> "/orders?";
                case SLOW -> "/slow?millis=" + plan.slowMillis() + "&";
                case ASYNC -> "/async?millis=" + plan.asyncMillis() + "&";
                case SESSION -> "/session?";
                case LEDGER -> "/ledger?millis=" + plan.slowMillis() + "&";
            };
        }

        private static int length(RequestKind kind) {
            return switch (kind) {
                case POST_SMALL -> 2 << 10;
                case POST_LARGE -> 200 << 10;
                case POST_CHUNKED -> 20 << 10;
                case GET, SLOW, ASYNC, SESSION, LEDGER -> 0;
            };
        }

        /** As it goes over the wire: full chunks, and a last one that is shorter. */
        private static byte[] chunked(byte[] body) {
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            for (int at = 0; at < body.length; at += CHUNK - 1) {
                int length = Math.min(CHUNK - 1, body.length - at);
                wire.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                wire.write(body, at, length);
                wire.writeBytes(new byte[] {'\r', '\n'});
            }
            wire.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return wire.toByteArray();
        }
    }

    /** Whether this body is the answer to this request, and to no other. */
    boolean isAnsweredBy(String text) {
        return text.contains("\"" + id + "\"") && text.contains(proof);
    }
}
