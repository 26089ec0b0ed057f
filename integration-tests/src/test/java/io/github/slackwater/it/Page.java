package io.github.slackwater.it;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a page in a browser does: reads one stream of events, and when that ends, asks for it again at once. */
final class Page implements AutoCloseable {

    private final URI uri;
    private final List<EventStream.Ended> ended = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile EventStream stream;
    private volatile boolean closed;

    private Page(URI uri) {
        this.uri = uri;
        this.thread = new Thread(this::read, "page");
    }

    static Page open(URI uri) {
        Page page = new Page(uri);
        page.thread.setDaemon(true);
        page.thread.start();
        return page;
    }

    private void read() {
        while (!closed) {
            try (EventStream next = new EventStream(uri)) {
                stream = next;
                EventStream.Ended end = next.read();
                if (!closed) {
                    ended.add(end);
                }
            } catch (IOException e) {
                ended.add(new EventStream.Ended(0, "", "no connection: " + e));
            }
        }
    }

    /** The data of the first event of the stream that is open now; empty before it has come. */
    String reads() {
        EventStream now = stream;
        return now == null ? "" : now.first();
    }

    /** The streams that have ended. */
    List<EventStream.Ended> ended() {
        return List.copyOf(ended);
    }

    @Override
    public void close() {
        closed = true;
        EventStream now = stream;
        if (now != null) {
            now.close();
        }
    }
}
