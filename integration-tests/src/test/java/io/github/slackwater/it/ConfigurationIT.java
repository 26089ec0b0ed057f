package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.core.State;
import io.github.slackwater.core.Status;
import io.github.slackwater.rig.ServerOptions;
import jakarta.json.Json;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A server of its own, configured by an administrator: one value with a typing error, a token for control over HTTP, no
 * gate of the server's, and the filter in the server's common library folder in place of the application.
 */
@Timeout(120)
class ConfigurationIT {

    private static final String TOKEN = "only-for-this-test-5c1f";

    private static LaunchedServer launched;
    private static ServerUnderTest server;

    @BeforeAll
    static void launch() {
        launched = ServersExtension.kind()
                .launch(
                        ServerOptions.defaults()
                                .property("slackwater.retry-after-seconds", "soon")
                                .property("slackwater.control.token", TOKEN)
                                .property("slackwater.server-gate", "off")
                                .library(Artifacts.filter()),
                        Artifacts.shop());
        server = launched.server();
    }

    @AfterAll
    static void end() {
        if (launched != null) {
            launched.close();
        }
    }

    @Test
    void aValueThatIsNotUnderstoodIsShownAndLoggedOnceAndTheDefaultApplies() {
        Status status = server.lifecycle().status();

        assertThat(status.configurationProblems())
                .singleElement()
                .asString()
                .contains("slackwater.retry-after-seconds: soon", "expected", "5 applies");
        assertThat(status.configuration()).containsEntry("slackwater.retry-after-seconds", "5");
        // Both applications read it too, and the server's own root application before Slackwater has started.
        assertThat(server.log().entries(0))
                .filteredOn(entry -> entry.contains("retry-after-seconds: soon"))
                .hasSize(1);
        assertThat(server.log().complaints(0))
                .allSatisfy(entry -> assertThat(entry).contains("slackwater.retry-after-seconds: soon"));
    }

    @Test
    void anUnmodifiedApplicationIsCoveredByTheFilterInTheCommonLibraryFolder() {
        assertThat(server.shop().drain(10).state()).isEqualTo(State.DRAINED);
        HttpResponse<String> late = server.get("/shop/catalog");
        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(late.headers().firstValue("Retry-After")).contains("5");

        server.shop().resume();
        assertThat(server.get("/shop/catalog").statusCode()).isEqualTo(200);
    }

    /** The filter is in front of the server's own root application too, and that may be where health is answered. */
    @Test
    void aServerThatDrainsIsAliveAndSaysThatItIsNotReady() {
        server.assumeHealth();
        assertThat(server.lifecycle().drain(10).state()).isEqualTo(State.DRAINED);
        HttpResponse<String> live = server.health("live");
        HttpResponse<String> ready = server.health("ready");
        server.lifecycle().resume();

        assertThat(live.statusCode()).as(live.body()).isEqualTo(200);
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("\"checks\"", "DRAINED");
        assertThat(server.health("ready").statusCode()).isEqualTo(200);
    }

    @Test
    void withTheTokenTheServerIsDrainedAndResumedOverHttp() {
        HttpResponse<String> drain = post("drain", "Bearer " + TOKEN, "{\"timeoutSeconds\": 30}");
        assertThat(drain.statusCode()).isEqualTo(202);
        assertThat(drain.headers().firstValue("Location").orElse("")).endsWith("/slackwater/api/status");
        assertThat(server.lifecycle().getState()).isNotEqualTo(State.SERVING);
        await().atMost(OnServer.SOON).until(() -> server.lifecycle().getState() == State.DRAINED);
        assertThat(get("status").body()).contains("\"DRAINED\"");

        assertThat(post("resume", "Bearer " + TOKEN, "").statusCode()).isEqualTo(200);
        assertThat(server.lifecycle().getState()).isEqualTo(State.SERVING);
    }

    @Test
    void withoutTheTokenOrFromAnotherSiteNothingChanges() {
        assertThat(post("drain", "Bearer wrong", "").statusCode()).isEqualTo(401);
        HttpResponse<String> anonymous = server.get("/slackwater/api/status");
        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(anonymous.headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith("Bearer");
        assertThat(server.send(api("drain", "Bearer " + TOKEN)
                                .header("Origin", "http://elsewhere.example")
                                .POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(403);
        assertThat(get("drain").statusCode()).isEqualTo(405);
        assertThat(server.lifecycle().getState()).isEqualTo(State.SERVING);
    }

    @Test
    void badInputOverHttpIsAProblemThatNamesValueAndExpectation() {
        HttpResponse<String> tooLong = post("drain", "Bearer " + TOKEN, "{\"timeoutSeconds\": 90000}");
        assertThat(tooLong.statusCode()).isEqualTo(400);
        assertThat(tooLong.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(Json.createReader(new StringReader(tooLong.body()))
                        .readObject()
                        .getString("detail"))
                .isEqualTo("timeoutSeconds: 90000 (expected 0..86400)");
        HttpResponse<String> unknown = post("applications/nowhere/drain", "Bearer " + TOKEN, "");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("nowhere", "shop");
        assertThat(server.lifecycle().getState()).isEqualTo(State.SERVING);
    }

    private static HttpResponse<String> get(String path) {
        return server.send(api(path, "Bearer " + TOKEN));
    }

    private static HttpResponse<String> post(String path, String authorization, String body) {
        HttpRequest.Builder request = api(path, authorization);
        return server.send(
                body.isEmpty()
                        ? request.POST(BodyPublishers.noBody())
                        : request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder api(String path, String authorization) {
        return HttpRequest.newBuilder(server.http("/slackwater/api/" + path)).header("Authorization", authorization);
    }
}
