package io.github.slackwater.ejb.glassfish;

import io.github.slackwater.core.ActiveRequest;
import io.github.slackwater.core.RequestEnd;
import io.github.slackwater.core.RequestKind;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.CloseType;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.Note;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.http.server.AfterServiceListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * A request that is being served, seen from outside of it.
 *
 * <p>Grizzly and the web container serve the next request with the same objects. They are touched only as long as the permit
 * is out: {@link GateHandler} gives it back before either of them clears its objects.
 */
final class ServedRequest implements RequestEnd, AfterServiceListener, CloseListener<Closeable, CloseType> {

    private static final System.Logger LOG = System.getLogger(ServedRequest.class.getName());

    /** Where the web container keeps its own request and response; a note is known by its name. */
    private static final Note<HttpServletRequest> CONTAINERS_REQUEST =
            Request.createNote("org.apache.catalina.connector.Request");

    private static final Note<HttpServletResponse> CONTAINERS_RESPONSE =
            Request.createNote("org.apache.catalina.connector.Response");

    private final ActiveRequest permit;
    private final Request request;
    private final Response response;
    private final Connection<?> connection;

    private volatile boolean watchesConnection;

    private volatile RequestKind known = RequestKind.SYNC;

    /** Belongs to this request only, and completes nothing once it has ended. */
    private volatile @Nullable AsyncContext async;

    private volatile @Nullable Upgraded upgraded;

    ServedRequest(ActiveRequest permit, Request request) {
        this.permit = permit;
        this.request = request;
        this.response = request.getResponse();
        this.connection = request.getContext().getConnection();
    }

    /** On the thread that serves it, which may be another than that which let it in. */
    void begins() {
        permit.attach();
        if (permit.announcing() && request.getProtocol() == Protocol.HTTP_1_1) {
            response.setHeader("Connection", "close");
        }
        permit.outside(this);
    }

    /**
     * The thread that served it is about to go back to the pool; the request may go on without one. It may also have ended
     * already, and its objects may serve another: an application that completes it on that thread.
     */
    void returned() {
        boolean[] goesOn = {false};
        permit.whileInFlight(() -> {
            goesOn[0] = response.isSuspended();
            if (goesOn[0]) {
                HttpServletRequest own = request.getNote(CONTAINERS_REQUEST);
                async = own == null ? null : asyncContext(own);
                upgraded = own == null || async != null ? null : Upgraded.of(own);
                known = upgraded == null ? RequestKind.ASYNC : RequestKind.WEBSOCKET;
            }
        });
        if (goesOn[0]) {
            permit.detach(kind(), this::cut);
            // Grizzly gives up what is suspended when its client has gone, and tells nobody of its end any more.
            connection.addCloseListener(this);
            watchesConnection = true;
            if (!permit.inFlight()) {
                ended();
            }
        }
    }

    private static @Nullable AsyncContext asyncContext(HttpServletRequest own) {
        try {
            return own.isAsyncStarted() ? own.getAsyncContext() : null;
        } catch (IllegalStateException completed) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: completed by another thread just now", completed);
            return null;
        }
    }

    @Override
    public void onClosed(Closeable closed, CloseType how) {
        permit.leave();
    }

    /** Slackwater may be gone by now: nothing is to be done here that needs a class for the first time, since none can be loaded. */
    @Override
    public void onAfterService(Request served) {
        permit.leave();
        ended();
    }

    /** Its connection may live long. Most have not watched it. */
    private void ended() {
        if (watchesConnection) {
            connection.removeCloseListener(this);
        }
    }

    @Override
    public RequestKind kind() {
        if (known != RequestKind.WEBSOCKET && known != RequestKind.SSE) {
            permit.whileInFlight(() -> {
                // Not before: to read a header while its own thread encodes it breaks the answer (Grizzly's
                // HttpCodecFilter
                // sets this after the encoding).
                String type = response.isCommitted() ? response.getContentType() : null;
                if (type != null && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream")) {
                    known = RequestKind.SSE;
                }
            });
        }
        return known;
    }

    @Override
    public boolean end() {
        Upgraded socket = upgraded;
        if (socket != null) {
            socket.close();
            return true;
        }
        AsyncContext context = async;
        if (context != null) {
            return complete(context);
        }
        if (kind() == RequestKind.SSE) {
            // A thread writes it, and learns of it as of a client that has gone.
            cut();
            return true;
        }
        return false;
    }

    private boolean complete(AsyncContext context) {
        try {
            boolean[] started = {false};
            permit.whileInFlight(() -> started[0] = refuseUnlessAnswered());
            if (started[0]) {
                context.complete();
            }
            return started[0];
        } catch (IllegalStateException answered) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: answered just before it was to be ended", answered);
            return false;
        }
    }

    /** Returns whether it still waits; not if it is being dispatched, and so about to be answered. */
    private boolean refuseUnlessAnswered() {
        HttpServletRequest own = request.getNote(CONTAINERS_REQUEST);
        HttpServletResponse answer = request.getNote(CONTAINERS_RESPONSE);
        boolean waits = own != null && own.isAsyncStarted();
        if (waits && answer != null && !answer.isCommitted()) {
            answer.reset();
            answer.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            // At once: whoever asks again is parked.
            answer.setHeader("Retry-After", "0");
        }
        return waits;
    }

    @Override
    public void cut() {
        connection.closeSilently();
    }
}
