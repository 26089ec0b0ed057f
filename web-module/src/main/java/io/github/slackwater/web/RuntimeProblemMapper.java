package io.github.slackwater.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/**
 * As {@link ProblemMapper}, before a mapper of the server: the closest type wins, and among equals the priority (Jakarta
 * RESTful Web Services 3.0, section 4.4). That of TomEE 9.0.0 for all runtime exceptions shows their messages to everyone.
 */
@Provider
@Priority(1)
public class RuntimeProblemMapper implements ExceptionMapper<RuntimeException> {

    @Context
    private @Nullable UriInfo uri;

    @Context
    private @Nullable Request request;

    @Override
    public Response toResponse(RuntimeException thrown) {
        return new ProblemMapper(uri, request).toResponse(thrown);
    }
}
