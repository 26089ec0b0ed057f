package io.github.slackwater.rig;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A browser page that wants one event stream, and asks for it again at once when it ends. */
final class EventPage {
    /** How a stream ended. */
    enum How {
        CLEANLY,
        /** Between two events, but without HTTP's own last chunk: a page sees no difference. */
        CUT_BETWEEN_EVENTS,
        REFUSED,
        FAILED
    }

    /** The end of a stream; a failure has a name. */
    record End(long events, How how, String failure) {
        private static End of(long events, How how) {
            return new End(events, how, "");
        }
    }

    /** What a page tells; called by its thread. */
    interface Listener {
        void asks();

        void ended(End end);
    }

    /** After a failure, so that a server that answers nothing is not stormed. */
    private static final long FAILED_MILLIS = 500;
    /** The shop sends an event each second; while it is redeployed a page that asks again waits. */
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

    private static final String SILENT = "silent";

    private final InetSocketAddress address;
    private final Supplier<ByteBuffer> requests;
    private final Listener listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "rig-event-page");
    private volatile @Nullable Connection connection;
    private volatile EventSink sink = new EventSink();
    private volatile boolean silent;

    EventPage(InetSocketAddress address, Supplier<ByteBuffer> requests, Listener listener) {
        this.address = address;
        this.requests = requests;
        this.listener = listener;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Whether it has a stream, or waits for one. */
    boolean isConnected() {
        return connection != null;
    }

    /** Events of the stream that is open. */
    long events() {
        return connection == null ? 0 : sink.events();
    }

    /** Cuts a stream on which nothing has come for long. */
    void cutIfSilent() {
        Connection open = connection;
        if (open != null && System.nanoTime() - sink.lastNanos() > SILENCE_NANOS) {
            silent = true;
            ConnectionPool.discard(open);
        }
    }

    void close() {
        closed.countDown();
        Connection open = connection;
        if (open != null) {
            ConnectionPool.discard(open);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void run() {
        try {
            while (!isClosed()) {
                End end = stream();
                if (isClosed()) {
                    return;
                }
                listener.ended(end);
                if (end.how() == How.REFUSED || end.how() == How.FAILED) {
                    boolean unused = closed.await(FAILED_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Nobody does.
        }
    }

    /** One stream from its request to its end. */
    private End stream() {
        EventSink events = new EventSink();
        sink = events;
        silent = false;
        try (Connection own = Connection.create()) {
            connection = own;
            if (isClosed()) {
                return End.of(0, How.CLEANLY);
            }
            listener.asks();
            own.connect(address);
            boolean unused = own.write(requests.get());
            return end(own.reader().read(events), events);
        } catch (IOException e) {
            return new End(events.events(), How.FAILED, silent ? SILENT : HttpExchange.reason(e));
        } finally {
            connection = null;
        }
    }

    private End end(HttpAnswer answer, EventSink events) {
        if (answer.status() == 503 && !answer.header("retry-after").isBlank()) {
            return End.of(0, How.REFUSED);
        }
        String failure = "";
        if (silent) {
            failure = SILENT;
        } else if (answer.status() != 200) {
            failure = String.valueOf(answer.status());
        } else if (!answer.header("content-type").startsWith("text/event-stream")) {
            failure = "no event stream";
        } else if (events.size() > 0) {
            failure = "cut in an event";
        }
        if (!failure.isEmpty()) {
            return new End(events.events(), How.FAILED, failure);
        }
        return End.of(events.events(), answer.cut().isEmpty() ? How.CLEANLY : How.CUT_BETWEEN_EVENTS);
    }
}
