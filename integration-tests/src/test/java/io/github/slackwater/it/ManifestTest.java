package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.github.slackwater.core.Configuration;
import io.kubernetes.client.openapi.models.V1Deployment;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The manifest that the documentation shows. */
class ManifestTest {

    /** What a server takes to stop once it is drained: some seconds, as {@code ServerGateStopIT} prints. */
    private static final Duration STOP = Duration.ofSeconds(20);

    @Test
    void itIsWhatKubernetesUnderstandsAndItsTimesFitOurs() throws Exception {
        Manifest manifest = Manifest.read();
        Configuration configuration = Configuration.read(manifest.properties()::get, null);
        Duration timeout = Duration.ofSeconds(
                Long.parseLong(manifest.preStop().get(manifest.preStop().indexOf("--timeout") + 1)));

        assertThat(configuration.problems()).isEmpty();
        assertThat(manifest.preStop()).contains("drain");
        assertThat(manifest.gracePeriod())
                .isGreaterThanOrEqualTo(timeout.plus(configuration.settings().drainOnStopTimeout())
                        .plus(STOP));
        // The lame duck never takes more than half of a drain's timeout.
        assertThat(configuration.settings().lameDuckMin().multipliedBy(2)).isLessThanOrEqualTo(timeout);
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowIsFound() throws Exception {
        JsonObject deployment =
                Manifest.documents(Path.of("../docs/kubernetes/shop.yaml")).get(1);
        deployment
                .getAsJsonObject("spec")
                .getAsJsonObject("template")
                .getAsJsonObject("spec")
                .addProperty("terminationGraceSeconds", 90);

        assertThatThrownBy(() -> V1Deployment.validateJsonElement(deployment))
                .hasMessageContaining("terminationGraceSeconds");
    }
}
