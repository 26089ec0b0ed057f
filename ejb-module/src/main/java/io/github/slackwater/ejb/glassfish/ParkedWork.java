package io.github.slackwater.ejb.glassfish;

import io.github.slackwater.core.ActiveRequest;
import io.github.slackwater.core.ParkedRequest;
import io.github.slackwater.core.ParkingPlace;
import io.github.slackwater.ejb.ServerGate;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.CloseType;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.Note;
import org.glassfish.grizzly.http.server.Request;
import org.jspecify.annotations.Nullable;

/** A request that Grizzly has handed over, with the work that would serve it. */
final class ParkedWork implements ParkedRequest {

    /** What the client is told to wait, in seconds. A JDK value only, as {@link GateHandler}'s. */
    private static final Note<Long> REFUSED = Request.createNote("slackwater.refused");

    /** How often a stream is looked at. */
    private static final Duration LOOK = Duration.ofMillis(500);

    /** How soon a pool that was full is asked again. */
    private static final Duration AGAIN = Duration.ofMillis(50);

    private final Request request;
    private final Runnable work;
    private final ExecutorService workers;
    private final ServerGate gate;
    private final Duration retryAfter;
    private final BiConsumer<Request, ActiveRequest> admission;
    private final Connection<?> connection;

    /** What carries this request only: a stream of HTTP/2, or else the connection. */
    private final Closeable carrier;

    private volatile CloseListener<Closeable, CloseType> listener = (closed, how) -> {};
    private volatile Runnable unwatch = () -> {};
    private volatile Runnable unwatchStream = () -> {};

    /**
     * @param retryAfter what the client is told if it is refused
     * @param admission notes the permit in the request
     */
    ParkedWork(
            Request request,
            Runnable work,
            ExecutorService workers,
            ServerGate gate,
            Duration retryAfter,
            BiConsumer<Request, ActiveRequest> admission) {
        this.retryAfter = retryAfter;
        this.request = request;
        this.work = work;
        this.workers = workers;
        this.gate = gate;
        this.admission = admission;
        this.connection = request.getContext().getConnection();
        this.carrier = request.getContext().getCloseable();
    }

    /**
     * A connection that closes frees the place; Grizzly closes it for us where the client has left. So does a stream that the
     * client resets, of which Grizzly tells no listener.
     */
    void leaveWithConnection(ParkingPlace place) {
        listener = (closed, how) -> leave(place);
        connection.addCloseListener(listener);
        if (carrier != connection) {
            unwatchStream = gate.every(LOOK, () -> {
                if (!carrier.isOpen()) {
                    leave(place);
                }
            });
        }
        unwatch = gate.watch(
                socket(connection.getLocalAddress()), socket(connection.getPeerAddress()), connection::closeSilently);
        if (!place.isParked()) {
            // Released in between: nobody else takes the listener away, and the connection may live long.
            letGo();
        }
    }

    private void leave(ParkingPlace place) {
        if (place.leave()) {
            refuse();
        }
    }

    @Override
    public void admit(ActiveRequest permit) {
        admission.accept(request, permit);
        execute();
    }

    /** The work is done all the same, to answer: what Grizzly has begun has to end. */
    @Override
    public void refuse() {
        request.setNote(REFUSED, retryAfter.toSeconds());
        execute();
    }

    private static @Nullable SocketAddress socket(@Nullable Object address) {
        return address instanceof SocketAddress socket ? socket : null;
    }

    private void letGo() {
        connection.removeCloseListener(listener);
        unwatch.run();
        unwatchStream.run();
    }

    private void execute() {
        letGo();
        handOver();
    }

    /** A pool of Payara's has 4,096 places to wait in, unless configured: of thousands that are released some have to come back. */
    private void handOver() {
        try {
            workers.execute(work);
        } catch (RejectedExecutionException full) {
            if (workers.isShutdown()) {
                // Nobody will serve it, and nothing is answered yet: the client sees a connection that closes.
                connection.closeSilently();
            } else {
                gate.after(AGAIN, this::handOver);
            }
        }
    }

    /** The seconds to be told; null where the request is not refused. Asked once: the object will serve other requests. */
    static @Nullable Long refused(Request request) {
        return request.removeNote(REFUSED);
    }
}
