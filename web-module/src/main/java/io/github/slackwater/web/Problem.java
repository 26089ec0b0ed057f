package io.github.slackwater.web;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/**
 * An error as the client gets it: problem details of RFC 9457, of type {@code about:blank}, so the title is the status's
 * own phrase.
 *
 * @param status the HTTP status
 * @param detail what was wrong, with the value and what was expected
 * @param known the applications there are, where an unknown one was asked for; else empty
 */
record Problem(int status, String detail, List<String> known) {

    static final String MEDIA_TYPE = "application/problem+json";

    Problem(int status, String detail) {
        this(status, detail, List.of());
    }

    static Problem unknownApplication(String name, Collection<String> known) {
        String expected = known.isEmpty() ? "nothing, since none is covered" : "one of known";
        return new Problem(
                Response.Status.NOT_FOUND.getStatusCode(),
                "application: %s (expected %s)".formatted(Shown.of(name), expected),
                List.copyOf(known));
    }

    String toJson() {
        Response.StatusType phrase = Response.Status.fromStatusCode(status);
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", phrase == null ? "HTTP " + status : phrase.getReasonPhrase())
                .add("status", status)
                .add("detail", detail);
        if (!known.isEmpty()) {
            json.add("known", Json.createArrayBuilder(known));
        }
        return json.build().toString();
    }

    /** As bytes: a server may not know the charset that goes with this media type. */
    private byte[] body() {
        return toJson().getBytes(StandardCharsets.UTF_8);
    }

    Response.ResponseBuilder applyTo(Response.ResponseBuilder response) {
        return response.status(status).type(MEDIA_TYPE).entity(body());
    }

    void send(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType(MEDIA_TYPE);
        response.getOutputStream().write(body());
    }
}
