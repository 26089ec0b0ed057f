package io.github.slackwater.rig;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;

/** One request as bytes, and what its right answer must contain. */
record ShopRequest(String id, RequestKind kind, boolean ownConnection, ByteBuffer head, ByteBuffer body, String proof) {

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
                bodies.put(kind, body);
                checksums.put(kind, HexFormat.of().toHexDigits((int) crc.getValue()));
            }
        }

        ShopRequest make(RequestKind kind, String id, boolean ownConnection) {
            byte[] body = bodies.getOrDefault(kind, new byte[0]);
            String head = (body.length > 0 ? "POST " : "GET ") + plan.path() + target(kind) + "request=" + id
                    + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: slackwater-rig\r\nAccept: */*\r\n"
                    + (body.length > 0
                            ? "Content-Type: application/octet-stream\r\nContent-Length: " + body.length + "\r\n"
                            : "")
                    + (ownConnection ? "Connection: close\r\n" : "") + "\r\n";
            String proof = body.length > 0 ? "\"crc32\":\"" + checksums.get(kind) + "\"" : "\"" + id + "\"";
            return new ShopRequest(
                    id,
                    kind,
                    ownConnection,
                    ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)),
                    ByteBuffer.wrap(body).asReadOnlyBuffer(),
                    proof);
        }

        private String target(RequestKind kind) {
            return switch (kind) {
                case GET -> "/catalog?";
                case POST_SMALL, POST_LARGE -> "/orders?";
                case SLOW -> "/slow?millis=" + plan.slowMillis() + "&";
                case ASYNC -> "/async?millis=" + plan.asyncMillis() + "&";
            };
        }

        private static int length(RequestKind kind) {
            return switch (kind) {
                case POST_SMALL -> 2 << 10;
                case POST_LARGE -> 200 << 10;
                case GET, SLOW, ASYNC -> 0;
            };
        }
    }

    /** Whether this body is the answer to this request, and to no other. */
    boolean isAnsweredBy(String text) {
        return text.contains("\"" + id + "\"") && text.contains(proof);
    }
}
