package io.github.slackwater.web;

import io.github.slackwater.core.ApplicationStatus;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.RequestInfo;
import io.github.slackwater.core.Status;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The operations of one application, the same as of the server. A name may hold slashes (context path {@code /a/b}); of
 * {@code applications/a/b/drain} the last word is the operation.
 */
@Path("applications")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ApplicationsResource {

    @Inject
    private Operations operations;

    @GET
    public List<ApplicationStatus> applications() {
        return Lifecycles.server().status().applications();
    }

    @GET
    @Path("{name:.+}")
    public Status status(@PathParam("name") String name) {
        return Lifecycles.application(name).status();
    }

    /** Without it Jersey would take {@code shop/drain} for an application's name, and not say what is wrong. */
    @GET
    @Path("{name:.+}/{operation:drain|lame-duck|resume}")
    public Status notByGet() {
        throw new NotAllowedException("POST");
    }

    @GET
    @Path("{name:.+}/requests")
    public List<RequestInfo> requests(@PathParam("name") String name) {
        return Lifecycles.application(name).activeRequests();
    }

    @POST
    @Path("{name:.+}/drain")
    public CompletionStage<Response> drain(@PathParam("name") String name, @Context UriInfo uri, InputStream body)
            throws IOException {
        URI status = uri.getBaseUriBuilder().path("applications/{name}").build(new Object[] {name}, false);
        return operations.drain(
                Lifecycles.application(name), DrainRequest.parse(uri.getQueryParameters(), body), status);
    }

    @POST
    @Path("{name:.+}/lame-duck")
    public CompletionStage<Status> lameDuck(@PathParam("name") String name) {
        LifecycleMXBean lifecycle = Lifecycles.application(name);
        return operations.run(lifecycle::lameDuck);
    }

    @POST
    @Path("{name:.+}/resume")
    public CompletionStage<Status> resume(@PathParam("name") String name) {
        LifecycleMXBean lifecycle = Lifecycles.application(name);
        return operations.run(lifecycle::resume);
    }
}
