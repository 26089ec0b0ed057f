package io.github.slackwater.it;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** The client of a WebSocket that opens another one at once when it is closed. */
final class TideClient implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI uri;
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private volatile String greeting = "";
    private volatile boolean closed;
    private volatile WebSocket socket;

    private TideClient(URI uri) {
        this.uri = uri;
    }

    static TideClient open(URI http) {
        TideClient client = new TideClient(URI.create(http.toString().replaceFirst("^http", "ws")));
        client.connect();
        return client;
    }

    private void connect() {
        CompletableFuture<WebSocket> unused = HTTP.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(60))
                .buildAsync(uri, this)
                .whenComplete((open, failure) -> {
                    if (failure != null) {
                        ends.add("no connection: " + failure);
                    }
                    socket = open;
                });
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
        greeting = text.toString();
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        again(Integer.toString(code));
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        again(error.toString());
    }

    private void again(String end) {
        if (!closed) {
            ends.add(end);
            greeting = "";
            connect();
        }
    }

    /** The deployment that greeted it on the socket that is open now; empty before. */
    String greeting() {
        return greeting;
    }

    /** How each socket ended: with which code, or what went wrong. */
    List<String> ends() {
        return List.copyOf(ends);
    }

    @Override
    public void close() {
        closed = true;
        if (socket != null) {
            socket.abort();
        }
    }
}
