package io.github.slackwater.it;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;

/** Collects what comes on one stream. */
final class Http2Answer implements Stream.Listener {

    private final CompletableFuture<Http2Client.Answer> result = new CompletableFuture<>();
    private final Map<String, String> headers = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;

    CompletableFuture<Http2Client.Answer> result() {
        return result;
    }

    @Override
    public synchronized void onHeaders(Stream stream, HeadersFrame frame) {
        if (frame.getMetaData() instanceof MetaData.Response response) {
            status = response.getStatus();
            response.getHttpFields()
                    .forEach(field -> headers.put(field.getName().toLowerCase(Locale.ROOT), field.getValue()));
        }
        if (frame.isEndStream()) {
            ended("");
        } else {
            stream.demand();
        }
    }

    @Override
    public synchronized void onDataAvailable(Stream stream) {
        Stream.Data data = stream.readData();
        if (data != null) {
            ByteBuffer bytes = data.frame().getByteBuffer();
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            body.writeBytes(copy);
            boolean last = data.frame().isEndStream();
            data.release();
            if (last) {
                ended("");
                return;
            }
        }
        stream.demand();
    }

    @Override
    public void onReset(Stream stream, ResetFrame frame, Callback callback) {
        ended("reset " + frame.getError());
        callback.succeeded();
    }

    @Override
    public void onFailure(Stream stream, int error, String reason, Throwable failure, Callback callback) {
        ended("failure " + error + " " + reason);
        callback.succeeded();
    }

    /** The end; what comes later changes nothing. An empty text: a good one. */
    synchronized void ended(String failure) {
        result.complete(
                new Http2Client.Answer(status, Map.copyOf(headers), body.toString(StandardCharsets.UTF_8), failure));
    }
}
