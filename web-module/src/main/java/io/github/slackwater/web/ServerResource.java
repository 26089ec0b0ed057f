package io.github.slackwater.web;

import io.github.slackwater.core.Lease;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.RequestInfo;
import io.github.slackwater.core.Status;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The operations of the server. State changes on POST only. */
@Path("")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ServerResource {

    @Inject
    private Operations operations;

    @GET
    @Path("status")
    public Status status() {
        return Lifecycles.server().status();
    }

    /** Who has said that they are at work on the server. */
    @GET
    @Path("lease")
    public Lease lease() {
        return Lifecycles.server().getLease();
    }

    @GET
    @Path("requests")
    public List<RequestInfo> requests() {
        return Lifecycles.server().activeRequests();
    }

    @POST
    @Path("drain")
    public CompletionStage<Response> drain(@Context UriInfo uri, InputStream body) throws IOException {
        return operations.drain(
                Lifecycles.server(),
                DrainRequest.parse(uri.getQueryParameters(), body),
                uri.getBaseUriBuilder().path("status").build());
    }

    @POST
    @Path("lame-duck")
    public CompletionStage<Status> lameDuck() {
        LifecycleMXBean lifecycle = Lifecycles.server();
        return operations.run(lifecycle::lameDuck);
    }

    @POST
    @Path("resume")
    public CompletionStage<Status> resume() {
        LifecycleMXBean lifecycle = Lifecycles.server();
        return operations.run(lifecycle::resume);
    }
}
