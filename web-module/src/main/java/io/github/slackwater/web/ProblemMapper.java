package io.github.slackwater.web;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import javax.management.InstanceNotFoundException;
import org.jspecify.annotations.Nullable;

/** Every error of the control interface as a {@link Problem}; a stack trace goes to the log and never to the client. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());

    @Context
    private @Nullable UriInfo uri;

    @Context
    private @Nullable Request request;

    /** For JAX-RS. */
    public ProblemMapper() {}

    ProblemMapper(@Nullable UriInfo uri, @Nullable Request request) {
        this.uri = uri;
        this.request = request;
    }

    @Override
    public Response toResponse(Throwable thrown) {
        return thrown instanceof CompletionException asynchronous && asynchronous.getCause() != null
                ? answer(asynchronous.getCause())
                : answer(thrown);
    }

    private Response answer(Throwable thrown) {
        if (thrown instanceof ProblemException refused) {
            return refused.problem().applyTo(Response.status(500)).build();
        }
        if (thrown instanceof WebApplicationException refused) {
            return fromJaxRs(refused.getResponse());
        }
        if (thrown instanceof UndeclaredThrowableException wrapped
                && wrapped.getCause() instanceof InstanceNotFoundException) {
            return new Problem(404, "undeployed while this request was handled: " + path())
                    .applyTo(Response.status(500))
                    .build();
        }
        String reference = UUID.randomUUID().toString();
        LOG.log(System.Logger.Level.ERROR, "Slackwater: HTTP control failed, reference " + reference, thrown);
        return new Problem(500, "unexpected error; the server's log has it under reference " + reference)
                .applyTo(Response.status(500))
                .build();
    }

    /** Keeps what the server said (such as {@code Allow}) and adds the body. */
    private Response fromJaxRs(Response response) {
        if (response.getStatus() < 400) {
            return response;
        }
        String detail = switch (response.getStatus()) {
            case 404 -> "no such path: " + path();
            case 405 ->
                "method: %s (expected one of %s)"
                        .formatted(
                                request == null ? "?" : Shown.of(request.getMethod()),
                                response.getHeaderString(HttpHeaders.ALLOW));
            case 406 -> "Accept: only application/json is to be had";
            default -> "the request was not understood: " + path();
        };
        return new Problem(response.getStatus(), detail)
                .applyTo(Response.fromResponse(response))
                .build();
    }

    private String path() {
        return uri == null ? "?" : Shown.of(uri.getPath());
    }
}
