package io.github.slackwater.examples.ledger;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/** Used at the end of a request only, so that a deployment's first receipt loads its class late. */
record Receipt(String request, String instance, String database) {
    JsonObject json() {
        return Json.createObjectBuilder()
                .add("request", request)
                .add("instance", instance)
                .add("database", database)
                .build();
    }
}
