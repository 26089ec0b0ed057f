package io.github.slackwater.it;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.slackwater.core.Configuration;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1Service;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What a kubelet reads in {@code docs/kubernetes/shop.yaml}. */
final class Manifest {

    private static final Path FILE = Path.of("../docs/kubernetes/shop.yaml");

    private final V1PodSpec pod;
    private final V1Container container;

    private Manifest(V1Deployment deployment) {
        pod = Objects.requireNonNull(
                Objects.requireNonNull(deployment.getSpec()).getTemplate().getSpec());
        container = pod.getContainers().get(0);
    }

    /**
     * Reads it, and holds it against Kubernetes' own schemas: of its OpenAPI, as classes of its Java client.
     *
     * @throws IllegalArgumentException for a field that Kubernetes does not know, one of the wrong type, or one that is missing
     */
    static Manifest read() throws IOException {
        V1Deployment deployment = null;
        for (JsonElement document : documents(FILE)) {
            String kind = document.getAsJsonObject().get("kind").getAsString();
            switch (kind) {
                case "Service" -> V1Service.validateJsonElement(document);
                case "Deployment" -> {
                    V1Deployment.validateJsonElement(document);
                    deployment = V1Deployment.fromJson(document.toString());
                }
                default -> throw new IllegalArgumentException("kind: " + kind + " (expected Service or Deployment)");
            }
        }
        return new Manifest(Objects.requireNonNull(deployment, FILE + ": no Deployment"));
    }

    static List<JsonObject> documents(Path file) throws IOException {
        Gson gson = new Gson();
        try (Reader reader = Files.newBufferedReader(file)) {
            List<JsonObject> documents = new ArrayList<>();
            for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(reader)) {
                documents.add(gson.toJsonTree(document).getAsJsonObject());
            }
            return documents;
        }
    }

    /** The environment of the container, as the keys of our configuration that it stands for. */
    Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        for (V1EnvVar variable : Objects.requireNonNull(container.getEnv())) {
            String key = Configuration.read(none -> null, null).inForce().keySet().stream()
                    .filter(each -> each.replaceAll("[^a-zA-Z0-9]", "_")
                            .toUpperCase(Locale.ROOT)
                            .equals(variable.getName()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "env: " + variable.getName() + " (expected a key of docs/configuration.md)"));
            properties.put(key, Objects.requireNonNull(variable.getValue()));
        }
        return properties;
    }

    V1Probe readiness() {
        return Objects.requireNonNull(container.getReadinessProbe());
    }

    List<String> preStop() {
        return Objects.requireNonNull(Objects.requireNonNull(Objects.requireNonNull(
                                Objects.requireNonNull(container.getLifecycle()).getPreStop())
                        .getExec())
                .getCommand());
    }

    /** From the moment at which the pod is to go until SIGKILL. */
    Duration gracePeriod() {
        return Duration.ofSeconds(Objects.requireNonNull(pod.getTerminationGracePeriodSeconds()));
    }
}
