package io.github.slackwater.cli.redeploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The REST administration of Payara Server and GlassFish, below {@code /management/domain}. */
final class PayaraRest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration READ = Duration.ofSeconds(30);

    /** Requests in flight finish before the old version goes. */
    private static final Duration DEPLOY = Duration.ofMinutes(15);

    private static final int OK = 200;
    private static final int REDIRECT = 300;
    private static final int CLIENT_ERROR = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final URI address;
    private final @Nullable Administrator who;
    private final Web web;

    PayaraRest(URI address, @Nullable Administrator who, Web web) {
        this.address = address;
        this.who = who;
        this.web = web;
    }

    URI resource(String path) {
        return address.resolve("/management/domain/" + path);
    }

    /** Reads a resource; {@link JsonNode#isMissingNode() missing} where there is none. */
    JsonNode get(String path) {
        return send(request(path).timeout(READ).GET().build());
    }

    /**
     * Creates below a resource.
     *
     * @throws RedeployFailure with {@link RedeployCode#FAILED}, and what the server says
     */
    void post(String path, Multipart form) {
        JsonNode unused = send(request(path)
                .timeout(DEPLOY)
                .header("Content-Type", form.contentType())
                .POST(form.body())
                .build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(resource(path))
                .header("Accept", "application/json")
                // Without it the server takes whatever is no GET for a forgery of another site.
                .header("X-Requested-By", "slackwater");
        if (who != null) {
            String pair = who.user() + ":" + who.password();
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        return request;
    }

    private JsonNode send(HttpRequest request) {
        HttpResponse<String> response;
        try {
            response = web.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RedeployFailure(
                    RedeployCode.NO_CONNECTION,
                    "no connection to the administration server at %s: %s"
                            .formatted(Web.hostAndPort(address), Web.reason(e)),
                    e);
        }
        return judged(response);
    }

    private JsonNode judged(HttpResponse<String> response) {
        String there = Web.hostAndPort(address);
        int status = response.statusCode();
        if (status == UNAUTHORIZED) {
            throw new RedeployFailure(
                    RedeployCode.REFUSED,
                    who == null
                            ? there + " lets nobody in without a user (expected --user with --password-file)"
                            : "%s refuses user %s with this password (expected an administrator)"
                                    .formatted(there, who.user()));
        }
        if (status == FORBIDDEN) {
            throw new RedeployFailure(
                    RedeployCode.REFUSED,
                    there + " takes no commands from another machine (expected after \"asadmin enable-secure-admin\")");
        }
        if (status >= REDIRECT && status < CLIENT_ERROR) {
            throw new RedeployFailure(
                    RedeployCode.NO_CONNECTION,
                    "%s sends its clients on to %s (expected that as --admin, which is %s)"
                            .formatted(
                                    there,
                                    response.headers().firstValue("Location").orElse("nowhere"),
                                    address));
        }
        if (status == NOT_FOUND) {
            return MissingNode.getInstance();
        }
        if (status != OK) {
            throw failed(response, said(response.body()));
        }
        JsonNode answer = parsed(response.body());
        if (answer.path("exit_code").asText().equals("FAILURE")) {
            throw failed(response, answer.path("message").asText());
        }
        return answer;
    }

    private RedeployFailure failed(HttpResponse<String> response, String said) {
        return new RedeployFailure(
                RedeployCode.FAILED,
                "%s answers %d".formatted(Web.hostAndPort(address), response.statusCode()),
                said.lines().toList(),
                null);
    }

    /** Its message, or all of an answer that is of another kind. */
    private static String said(String body) {
        try {
            return JSON.readTree(body).path("message").asText(body);
        } catch (JsonProcessingException e) {
            return body;
        }
    }

    private JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new RedeployFailure(
                    RedeployCode.NO_CONNECTION,
                    "%s answers something else than JSON (expected Payara's administration there, such as http://localhost:4848)"
                            .formatted(Web.hostAndPort(address)),
                    e);
        }
    }
}
