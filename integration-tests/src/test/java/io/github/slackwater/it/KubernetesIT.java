package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadPlan;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.ServerOptions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What {@code docs/kubernetes/shop.yaml} says, done to real server processes; on two servers, since it is the same on all. */
@EnabledIfSystemProperty(named = "arquillian.launch", matches = "payara|wildfly-39")
@Timeout(300)
class KubernetesIT {

    private static final Duration BOUND = Duration.ofSeconds(90);

    /** 128 + 15: ended by SIGTERM. */
    private static final int ENDED_BY_SIGTERM = 143;

    @Test
    void aPodThatIsReplacedUnderLoadLosesNothing() throws Exception {
        Manifest manifest = Manifest.read();
        ServerOptions options = ServerOptions.defaults().property("slackwater.server-gate", "on");
        for (Map.Entry<String, String> each : manifest.properties().entrySet()) {
            options = options.property(each.getKey(), each.getValue());
        }
        try (ClusterService service = ClusterService.open();
                Kubelet old = pod(manifest, options, service);
                LoadClient load =
                        LoadClient.of(LoadPlan.against(service.http("/shop")).withRate(50))) {
            await().atMost(BOUND).until(old::isReady);
            load.start();
            await().atMost(BOUND).until(() -> load.snapshot().ok() > 100);
            try (Kubelet next = pod(manifest, options, service)) {
                await().atMost(BOUND).until(next::isReady);
                Kubelet.Gone gone = old.delete();
                long answered = load.snapshot().ok();
                await().atMost(BOUND).until(() -> load.snapshot().ok() > answered + 100);
                LoadReport report = load.finish(BOUND);

                System.out.printf("Kubernetes, a pod is replaced: %s, %s%n", report.summary(), gone);
                assertThat(report.samples()).isEmpty();
                assertThat(report.failed()).isZero();
                assertThat(report.refused()).isZero();
                assertThat(gone.preStop()).isZero();
                assertThat(gone.exitCode()).isEqualTo(ENDED_BY_SIGTERM);
            }
        }
    }

    private static Kubelet pod(Manifest manifest, ServerOptions options, ClusterService service) {
        return new Kubelet(manifest, ServersExtension.kind().launch(options, Artifacts.coveredShopFile()), service);
    }
}
