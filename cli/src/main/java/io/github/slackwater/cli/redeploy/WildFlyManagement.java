package io.github.slackwater.cli.redeploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** WildFly's management interface over HTTP: operations in JSON, archives as parts of a form or as the answer itself. */
final class WildFlyManagement {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration READ = Duration.ofSeconds(60);

    /** Longer than WildFly's own limit for an operation. */
    private static final Duration DEPLOY = Duration.ofMinutes(15);

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final URI address;
    private final @Nullable Administrator who;
    private final Web web;
    private @Nullable Digest digest;
    private int count;

    WildFlyManagement(URI address, @Nullable Administrator who, Web web) {
        this.address = address;
        this.who = who;
        this.web = web;
    }

    /** An operation without parameters, on the root or on a deployment. */
    static ObjectNode operation(String name, @Nullable String deployment) {
        ObjectNode operation = JSON.createObjectNode().put("operation", name);
        if (deployment != null) {
            operation.putArray("address").addObject().put("deployment", deployment);
        }
        return operation;
    }

    /**
     * Executes an operation that changes nothing.
     *
     * @return its result
     * @throws RedeployFailure with {@link RedeployCode#FAILED}, and what the server says
     */
    JsonNode read(ObjectNode operation) {
        return result(send(
                HttpRequest.newBuilder(address.resolve("/management"))
                        .timeout(READ)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(operation.toString())),
                BodyHandlers.ofString(StandardCharsets.UTF_8)));
    }

    /** Executes an operation whose answer is a file. */
    Path download(ObjectNode operation, Path to) {
        HttpResponse<Path> response = send(
                HttpRequest.newBuilder(address.resolve("/management?useStreamAsResponse=0"))
                        .timeout(DEPLOY)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(operation.toString())),
                answer -> answer.statusCode() == OK ? BodySubscribers.ofFile(to) : BodySubscribers.replacing(to));
        if (response.statusCode() != OK) {
            throw failed("it gives no content", "");
        }
        return response.body();
    }

    /** Executes an operation that takes a file as its first input stream. */
    void upload(ObjectNode operation, Path file) {
        // So that the file is not sent in vain: the answer to a request without a valid nonce holds one.
        JsonNode unused = read(operation("read-attribute", null).put("name", "server-state"));
        Multipart form = new Multipart().json("operation", operation.toString());
        try {
            unused = result(send(
                    HttpRequest.newBuilder(address.resolve("/management-upload"))
                            .timeout(DEPLOY)
                            // Without it the server takes a form for a forgery of another site.
                            .header("X-Management-Client-Name", "slackwater")
                            .header("Content-Type", form.contentType())
                            .POST(form.file("archive", "archive", file).body()),
                    BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (FileNotFoundException e) {
            throw new RedeployFailure(RedeployCode.FAILED, file + ": cannot be read any more", e);
        }
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) {
        try {
            HttpResponse<T> response = web.send(authorized(request), body);
            if (response.statusCode() == UNAUTHORIZED && who != null) {
                digest = Digest.challenge(response.headers().allValues("WWW-Authenticate"))
                        .orElse(null);
                count = 0;
                if (digest != null) {
                    response = web.send(authorized(request), body);
                }
            }
            if (response.statusCode() == UNAUTHORIZED || response.statusCode() == FORBIDDEN) {
                throw refused();
            }
            return response;
        } catch (IOException e) {
            throw new RedeployFailure(
                    RedeployCode.NO_CONNECTION,
                    "no connection to the management interface at %s: %s"
                            .formatted(Web.hostAndPort(address), Web.reason(e)),
                    e);
        }
    }

    private HttpRequest authorized(HttpRequest.Builder request) {
        if (digest != null && who != null) {
            HttpRequest bare = request.build();
            String query = bare.uri().getRawQuery();
            String uri = bare.uri().getRawPath() + (query == null ? "" : "?" + query);
            String clientNonce = UUID.randomUUID().toString().replace("-", "");
            request.setHeader("Authorization", digest.authorization(who, bare.method(), uri, ++count, clientNonce));
        }
        return request.build();
    }

    private RedeployFailure refused() {
        String there = Web.hostAndPort(address);
        return new RedeployFailure(
                RedeployCode.REFUSED,
                who == null
                        ? there
                                + " lets nobody in without a user (expected --user with --password-file, of a management user)"
                        : "%s refuses user %s with this password (expected a management user)"
                                .formatted(there, who.user()));
    }

    private JsonNode result(HttpResponse<String> response) {
        JsonNode answer;
        try {
            answer = JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new RedeployFailure(
                    RedeployCode.NO_CONNECTION,
                    "%s answers something else than JSON (expected WildFly's management there, such as http://localhost:9990)"
                            .formatted(Web.hostAndPort(address)),
                    e);
        }
        if (response.statusCode() != OK || !answer.path("outcome").asText().equals("success")) {
            JsonNode description = answer.path("failure-description");
            throw failed(
                    "answers " + response.statusCode(),
                    description.isMissingNode()
                            ? response.body()
                            : description.isTextual() ? description.asText() : description.toString());
        }
        return answer.path("result");
    }

    private RedeployFailure failed(String message, String said) {
        return new RedeployFailure(
                RedeployCode.FAILED,
                Web.hostAndPort(address) + " " + message,
                said.lines().toList(),
                null);
    }
}
