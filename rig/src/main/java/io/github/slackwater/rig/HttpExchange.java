package io.github.slackwater.rig;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, sent once. {@link #cut()} may come from another thread at any moment: the connection is
 * closed, and the request has failed by {@code timeout}.
 */
final class HttpExchange {
    private static final String CUT = "timeout";

    private enum End {
        OPEN,
        ANSWERED,
        CUT
    }

    private final InetSocketAddress address;
    private final ConnectionPool pool;
    private final ShopRequest request;
    private final AtomicReference<End> end = new AtomicReference<>(End.OPEN);
    private volatile @Nullable Connection connection;

    HttpExchange(InetSocketAddress address, ConnectionPool pool, ShopRequest request) {
        this.address = address;
        this.pool = pool;
        this.request = request;
    }

    ShopRequest request() {
        return request;
    }

    /** Ends the exchange as a timeout, unless its answer is complete already. */
    void cut() {
        // The word first, the connection second; run() does it the other way round, so one of the two sees the other.
        if (end.compareAndSet(End.OPEN, End.CUT)) {
            Connection open = connection;
            if (open != null) {
                ConnectionPool.discard(open);
            }
        }
    }

    /**
     * Blocks until the answer is here, or a failure.
     *
     * @throws IOException when no complete head came; {@link #reason(IOException)} names it
     */
    HttpAnswer run() throws IOException {
        Connection own = request.ownConnection() ? null : pool.take();
        boolean fresh = own == null;
        if (own == null) {
            own = pool.create();
        }
        boolean keep = false;
        try {
            connection = own;
            if (end.get() == End.CUT) {
                throw new HttpFailure(CUT);
            }
            if (fresh) {
                own.connect(address);
            }
            HttpAnswer answer = exchange(own);
            if (!end.compareAndSet(End.OPEN, End.ANSWERED)) {
                throw new HttpFailure(CUT);
            }
            keep = !request.ownConnection() && answer.keepsConnection();
            return answer;
        } catch (IOException e) {
            if (end.get() == End.CUT) {
                throw (HttpFailure) new HttpFailure(CUT).initCause(e);
            }
            throw e;
        } finally {
            if (keep) {
                pool.give(own);
            } else {
                ConnectionPool.discard(own);
            }
        }
    }

    /** A server may answer and close before it has read the whole body: the answer counts, not the failed write. */
    private HttpAnswer exchange(Connection own) throws IOException {
        boolean sent = false;
        IOException unsent = null;
        try {
            sent = own.write(request.head()) && own.write(request.body());
        } catch (IOException e) {
            unsent = e;
        }
        try {
            HttpAnswer answer = own.reader().read();
            return sent
                    ? answer
                    : new HttpAnswer(answer.status(), answer.headers(), answer.body(), false, answer.cut());
        } catch (IOException e) {
            if (unsent == null) {
                throw e;
            }
            unsent.addSuppressed(e);
            throw unsent;
        }
    }

    /** The kind of failure that an exception stands for. */
    static String reason(IOException e) {
        if (e instanceof HttpFailure failure) {
            return failure.reason();
        }
        if (e instanceof ConnectException) {
            return "connection refused";
        }
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("reset") || message.contains("broken pipe")
                ? "reset"
                : "I/O error: " + e.getClass().getSimpleName();
    }
}
