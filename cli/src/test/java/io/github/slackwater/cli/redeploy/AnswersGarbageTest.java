package io.github.slackwater.cli.redeploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.slackwater.core.OneLine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a server's administration may answer, with a great many answers that nobody expects. How many, says the system property
 * {@code fuzz.inputs}; over HTTP it is one in 250 of them. The seed stands in the failure.
 */
@Timeout(1_800)
class AnswersGarbageTest {

    private static final String[] JSON = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "\n",
        "\u0000",
        "\u001b",
        "\\u0000",
        "\\ud800",
        "null",
        "true",
        "1e999999999",
        "-1",
        "[[[[[[[[",
        "}/",
        "%zz",
        "%00",
        "../../",
        "/",
        ".",
        ".war",
        ".a/b",
        "FAILURE",
        "failed",
        "{\"a\":",
        "<html>"
    };

    private static final String[] CHALLENGE = {
        "Digest ",
        "realm",
        "nonce",
        "opaque",
        "qop",
        "algorithm",
        "MD5",
        "SHA-256",
        "sha-512",
        "auth",
        "auth-int",
        "=",
        "\"",
        "\\",
        "\\\"",
        ",",
        ", ",
        " ",
        "\t",
        "\u00e9",
        "%",
        "$1"
    };

    private static final String PAYARA = """
            {"exit_code": "SUCCESS", "message": "", "extraProperties": {
              "entity": {"name": "shop", "contextRoot": "/shop", "timeDeployed": "1", "deploymentOrder": "100"},
              "Domain-Root": "/nowhere",
              "properties": [{"name": "appLocation", "value": "${com.sun.aas.instanceRootURI}/applications/shop/"}]}}
            """;

    private final Random random = new Random(Mutations.SEED);
    private final Mutations payara = new Mutations(PAYARA, JSON, Mutations.SEED);
    private final Mutations wildfly =
            new Mutations("{\"outcome\": \"success\", \"result\": \"shop.war\"}", JSON, Mutations.SEED);

    @TempDir
    Path folder;

    @Test
    void anyAnswerOfPayaraIsUnderstoodOrRefusedInWords() throws Exception {
        withServer(exchange -> answer(exchange, random.nextBoolean() ? bytes(PAYARA) : payara.next()), address -> {
            PayaraRest rest = new PayaraRest(address, null, Web.trusting(Duration.ofSeconds(10), null));
            askEverything(new PayaraAdministration(address, rest, "shop", false));
        });
    }

    @Test
    void anyAnswerOfWildFlyIsUnderstoodOrRefusedInWords() throws Exception {
        withServer(
                exchange -> answer(
                        exchange,
                        wildflys(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))),
                address -> {
                    Administrator who = new Administrator("ann", "secret");
                    WildFlyManagement management =
                            new WildFlyManagement(address, who, Web.trusting(Duration.ofSeconds(10), null));
                    askEverything(new WildFlyAdministration(address, management, "shop.war"));
                });
    }

    private byte[] wildflys(String operation) {
        if (random.nextBoolean()) {
            return wildfly.next();
        }
        String result = operation.contains("launch-type")
                ? "\"STANDALONE\""
                : operation.contains("children") ? "[\"shop.war\"]" : "\"shop.war\"";
        return bytes("{\"outcome\": \"success\", \"result\": %s}".formatted(result));
    }

    private void askEverything(Administration administration) throws IOException {
        Path saved = Files.createTempDirectory(folder, "saved");
        for (Runnable question : List.<Runnable>of(
                administration::check,
                administration::identity,
                administration::properties,
                () -> administration.save(saved))) {
            try {
                question.run();
            } catch (RedeployFailure e) {
                assertThat(e.line()).isNotBlank();
            }
        }
        assertThat(folder)
                .as("nothing is written elsewhere")
                .isDirectoryNotContaining(path -> !Files.isDirectory(path));
    }

    @Test
    void anyChallengeIsMetOrLeft() {
        Mutations challenges = new Mutations(
                "Digest realm=\"r\", nonce=\"n\", qop=\"auth\", opaque=\"o\", algorithm=MD5",
                CHALLENGE,
                Mutations.SEED);
        for (int input = 0; input < Mutations.INPUTS; input++) {
            String text = new String(challenges.next(), StandardCharsets.UTF_8);
            try {
                Digest.challenge(List.of(text))
                        .ifPresent(digest -> assertThat(
                                        digest.authorization(new Administrator("a", "b"), "GET", "/", 1, "c"))
                                .startsWith("Digest username=\"a\", "));
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                throw new AssertionError("seed %d, input %d: %s".formatted(Mutations.SEED, input, OneLine.of(text)), e);
            }
        }
    }

    @Test
    void aChallengeWithoutEndIsLeft() {
        String realm = "x".repeat(100_000);

        assertThat(Digest.challenge(List.of("Digest realm=\"" + realm + "\", nonce=\"n\", qop=\"auth\"")))
                .isEmpty();
    }

    private interface Check {
        void accept(URI address) throws Exception;
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private static void withServer(Answer answer, Check check) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", answer::to);
        server.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            for (int input = 0; input < Mutations.INPUTS / 250; input++) {
                try {
                    check.accept(address);
                } catch (Exception | AssertionError | StackOverflowError e) {
                    throw new AssertionError("seed %d, input %d".formatted(Mutations.SEED, input), e);
                }
            }
        } finally {
            server.stop(0);
        }
    }

    private void answer(HttpExchange exchange, byte[] body) throws IOException {
        int[] statuses = {200, 200, 200, 200, 200, 200, 401, 403, 404, 500, 302};
        try (exchange) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"");
            exchange.sendResponseHeaders(
                    statuses[random.nextInt(statuses.length)], body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
