package io.github.slackwater.it;

import io.github.slackwater.rig.LoopbackTls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * One HTTP/2 connection to a server on this machine, by prior knowledge or, with TLS, by ALPN. Jetty's low-level client knows
 * streams and frames and no requests: it cannot send one again. Many streams at once, from any thread.
 *
 * <p>It asks the server to remember no header: of Jetty's own way, which has each path remembered, Payara ends a connection
 * at its sixtieth request or so, with Slackwater and without (docs/server-gate.md).
 */
final class Http2Client implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(60);

    /** What came back on one stream; the status is 0 where none came. Header names are in lower case. */
    record Answer(int status, Map<String, String> headers, String body, String failure) {}

    private final URI base;
    private final HTTP2Client client;
    private final Session session;

    private Http2Client(URI base, HTTP2Client client, Session session) {
        this.base = base;
        this.client = client;
        this.session = session;
    }

    static Http2Client open(URI base) throws Exception {
        ClientConnector connector = new ClientConnector();
        SslContextFactory.Client tls = new SslContextFactory.Client(true);
        tls.setSslContext(LoopbackTls.context());
        tls.setEndpointIdentificationAlgorithm(null);
        connector.setSslContextFactory(tls);
        HTTP2Client client = new HTTP2Client(connector);
        client.setIdleTimeout(0);
        client.setStreamIdleTimeout(0);
        client.start();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), base.getPort());
        CompletableFuture<Session> connected = base.getScheme().equals("https")
                ? client.connect(tls, address, new Session.Listener() {})
                : client.connect(address, new Session.Listener() {});
        HTTP2Session session = (HTTP2Session) connected.get(BOUND.toSeconds(), TimeUnit.SECONDS);
        session.getGenerator().getHpackEncoder().setTableCapacity(0);
        return new Http2Client(base, client, session);
    }

    /** Sends one request, and blocks until its stream has ended. */
    Answer get(String target) throws Exception {
        return send("GET", target, new byte[0]).get(BOUND.toSeconds(), TimeUnit.SECONDS);
    }

    /**
     * Sends one request on a stream of its own.
     *
     * @param body empty for none
     * @return completed, and never exceptionally, when the stream has ended
     */
    CompletableFuture<Answer> send(String method, String target, byte[] body) {
        boolean hasBody = body.length > 0;
        HttpFields.Mutable fields = HttpFields.build();
        if (hasBody) {
            fields.put("Content-Type", "application/octet-stream").put("Content-Length", body.length);
        }
        Http2Answer answer = new Http2Answer();
        CompletableFuture<Stream> opened = session.newStream(head(method, target, fields, !hasBody), answer);
        return opened.thenCompose(stream -> hasBody
                        ? stream.data(new DataFrame(stream.getId(), ByteBuffer.wrap(body), true))
                        : CompletableFuture.completedFuture(stream))
                .handle((sent, failure) -> {
                    if (failure != null) {
                        answer.ended("not sent: " + failure);
                    }
                    return answer;
                })
                .thenCompose(Http2Answer::result);
    }

    /** Sends a GET on a stream of its own, and has the stream reset when this is run. */
    Runnable getToBeReset(String target) throws Exception {
        Stream stream = session.newStream(head("GET", target, HttpFields.EMPTY, true), new Http2Answer())
                .get(BOUND.toSeconds(), TimeUnit.SECONDS);
        return () -> stream.reset(new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
    }

    private HeadersFrame head(String method, String target, HttpFields fields, boolean last) {
        return new HeadersFrame(
                new MetaData.Request(method, HttpURI.from(base.resolve(target)), HttpVersion.HTTP_2, fields),
                null,
                last);
    }

    /** Whether streams can be opened on it. */
    boolean isOpen() {
        return !session.isClosed();
    }

    @Override
    public void close() {
        session.close(0, null, Callback.NOOP);
        LifeCycle.stop(client);
    }
}
