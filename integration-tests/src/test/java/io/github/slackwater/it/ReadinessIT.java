package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.core.State;
import io.github.slackwater.rig.RequestKind;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a load balancer or Kubernetes reads, and that nobody can steer the server the same way. */
class ReadinessIT extends OnServer {

    @Test
    void theCheckIsDownFromTheFirstMomentOfADrainUntilTheResume() throws Exception {
        server.assumeHealth();
        assertThat(check().getString("status")).isEqualTo("UP");
        assertThat(data().getString("state")).isEqualTo("SERVING");
        assertThat(server.health("ready").statusCode()).isEqualTo(200);

        try (InFlight slow = InFlight.begin(server, Duration.ofSeconds(4), RequestKind.SLOW, RequestKind.ASYNC)) {
            server.lifecycle().beginDrain(60);

            assertThat(server.health("ready").statusCode()).isEqualTo(503);
            assertThat(check().getString("status")).isEqualTo("DOWN");
            assertThat(data().getString("state")).isIn("LAME_DUCK", "DRAINING");
            assertThat(inFlight()).isEqualTo("2");
            assertThat(slow.answers()).hasSize(2);
        }
        await().atMost(SOON).until(() -> data().getString("state").equals("DRAINED"));
        assertThat(check().getString("status")).isEqualTo("DOWN");
        assertThat(inFlight()).isEqualTo("0");

        server.lifecycle().resume();
        assertThat(check().getString("status")).isEqualTo("UP");
        assertThat(server.health("ready").statusCode()).isEqualTo(200);
    }

    @Test
    void aServerThatDrainsIsAlive() {
        server.assumeHealth();
        server.lifecycle().drain(10);

        assertThat(server.lifecycle().getState()).isEqualTo(State.DRAINED);
        assertThat(server.health("live").statusCode()).isEqualTo(200);
        assertThat(health("live").getString("status")).isEqualTo("UP");
    }

    @Test
    void eachApplicationHasItsOwnReadinessForBalancersAndHaProxyIsToldToDrain() {
        assertReady(200, 200);

        server.shop().lameDuck();
        assertThat(server.get("/slackwater/ready").statusCode()).isEqualTo(200);
        assertThat(server.get("/slackwater/ready/shop").statusCode()).isEqualTo(503);
        assertThat(server.get("/slackwater/ready/shop?draining=404").statusCode())
                .isEqualTo(404);
        server.shop().resume();

        server.lifecycle().lameDuck();
        await().atMost(SOON).untilAsserted(() -> assertReady(503, 503));
        assertThat(server.get("/slackwater/ready?draining=404").statusCode()).isEqualTo(404);
        assertThat(server.get("/slackwater/ready/shop?draining=404").statusCode())
                .isEqualTo(404);
        server.lifecycle().resume();
        assertReady(200, 200);
        assertThat(server.get("/slackwater/ready?draining=404").statusCode()).isEqualTo(200);
    }

    @Test
    void anApplicationThatIsNotThereIsNotReadyAndIsNotDraining() {
        assertThat(server.get("/slackwater/ready/nowhere").statusCode()).isEqualTo(503);
        assertThat(server.get("/slackwater/ready/nowhere?draining=404").statusCode())
                .isEqualTo(503);
        assertThat(server.get("/slackwater/ready?draining=yes").statusCode()).isEqualTo(400);
    }

    @Test
    void controlOverHttpIsOffUntilAnAdministratorTurnsItOnAndTheLogSaysOnceHow() {
        long before = server.log().length();
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> drain = server.send(
                    HttpRequest.newBuilder(server.http("/slackwater/api/drain")).POST(BodyPublishers.noBody()));
            assertThat(drain.statusCode()).isEqualTo(403);
            assertThat(drain.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(json(drain.body()).getString("detail")).contains("slackwater.control.token", "slackwater-admin");
            assertThat(server.get("/slackwater/api/status").statusCode()).isEqualTo(403);
        }
        assertThat(server.lifecycle().getState()).isEqualTo(State.SERVING);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(server.log().entries(before))
                        .filteredOn(entry -> entry.contains("HTTP control is off"))
                        .hasSize(1));
    }

    private void assertReady(int serverStatus, int shopStatus) {
        assertThat(server.get("/slackwater/ready").statusCode()).isEqualTo(serverStatus);
        assertThat(server.get("/slackwater/ready/shop").statusCode()).isEqualTo(shopStatus);
    }

    /** Payara writes every value as a text. */
    private String inFlight() {
        return String.valueOf(data().get("inFlight")).replace("\"", "");
    }

    private JsonObject data() {
        return check().getJsonObject("data");
    }

    /** The one check of ours among those that the server has. */
    private JsonObject check() {
        List<JsonObject> ours = health("ready").getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                .filter(check -> check.getString("name").equals("slackwater"))
                .toList();
        assertThat(ours).hasSize(1);
        return ours.get(0);
    }

    private JsonObject health(String probe) {
        return json(server.health(probe).body());
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }
}
