package io.github.slackwater.ejb.glassfish;

import io.github.slackwater.core.ActiveRequest;
import io.github.slackwater.core.ApplicationLifecycle;
import io.github.slackwater.ejb.ServerGate;
import java.io.CharConversionException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.glassfish.grizzly.http.Note;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.RequestExecutorProvider;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.server.SessionManager;
import org.jspecify.annotations.Nullable;

/**
 * Stands before Payara's own handler, which maps requests to applications: lets a request pass, or parks it.
 *
 * <p>Grizzly asks a handler's {@link RequestExecutorProvider} for each request which executor shall serve it. Given one, it
 * suspends the request and hands the work over; work that is only kept is a request that is parked, with no thread. The
 * response is not suspended by that, so an application finds it as if the request had just come.
 */
final class GateHandler extends HttpHandler implements RequestExecutorProvider {

    /**
     * That the gate has been asked for this request, and whether it let it in. A JDK value only, since Grizzly keeps notes
     * for as long as it likes: ours would hold our class loader.
     */
    private static final Note<Boolean> ASKED = Request.createNote("slackwater.asked");

    private final HttpHandler own;
    private final ServerGate gate;

    GateHandler(HttpHandler own, ServerGate gate) {
        super("slackwater");
        this.own = own;
        this.gate = gate;
        setAllowEncodedSlash(own.isAllowEncodedSlash());
        setRequestURIEncoding(own.getRequestURIEncoding());
        setAllowCustomStatusMessage(own.isAllowCustomStatusMessage());
    }

    HttpHandler own() {
        return own;
    }

    @Override
    public RequestExecutorProvider getRequestExecutorProvider() {
        return this;
    }

    /** Called first for every request: the object may have served another one, and its notes are not cleared in between. */
    @Override
    protected SessionManager getSessionManager(Request request) {
        request.removeNote(ASKED);
        return super.getSessionManager(request);
    }

    /** Asked for every request before it is served, and again for the call-backs of its asynchronous reads and writes. */
    @Override
    public @Nullable Executor getExecutor(Request request) {
        Executor usual = own.getRequestExecutorProvider().getExecutor(request);
        if (request.getNote(ASKED) != null || request.getRequest() == null) {
            return usual;
        }
        String path = path(request);
        ApplicationLifecycle application = path == null ? null : gate.find(path);
        if (path == null || application == null) {
            return usual;
        }
        ActiveRequest permit = application.tryEnter(method(request), path);
        if (permit != null) {
            admit(request, permit);
            return usual;
        }
        return work -> park(application, path, request, work);
    }

    private void park(ApplicationLifecycle application, String path, Request request, Runnable work) {
        ExecutorService workers =
                request.getContext().getConnection().getTransport().getWorkerThreadPool();
        Duration retryAfter = application.configuration().settings().retryAfter();
        ParkedWork parked = new ParkedWork(request, work, workers, gate, retryAfter, this::admit);
        parked.leaveWithConnection(application.park(method(request), path, parked));
    }

    private void admit(Request request, ActiveRequest permit) {
        request.setNote(ASKED, true);
        ServedRequest served = new ServedRequest(permit, request);
        // For the filter in an application; this one, to be found again here.
        request.setAttribute(ServerGate.COUNTED, served);
        request.addAfterServiceListener(served);
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        if (request.getAttribute(ServerGate.COUNTED) instanceof ServedRequest served) {
            served.begins();
            own.service(request, response);
            if (!gate.isClosed()) {
                served.returned();
            }
            return;
        }
        Long refused = ParkedWork.refused(request);
        if (refused == null) {
            own.service(request, response);
        } else {
            Refusal.answer(request, response, refused);
        }
    }

    private static String method(Request request) {
        return request.getMethod().getMethodString();
    }

    /** Decoded, without path parameters; null where it cannot be decoded, which Payara itself answers. */
    private @Nullable String path(Request request) {
        try {
            String decoded = request.getRequest()
                    .getRequestURIRef()
                    .getDecodedRequestURIBC(isAllowEncodedSlash())
                    .toString();
            return decoded.indexOf(';') < 0 ? decoded : decoded.replaceAll(";[^/]*", "");
        } catch (CharConversionException | RuntimeException undecodable) {
            return null;
        }
    }
}
