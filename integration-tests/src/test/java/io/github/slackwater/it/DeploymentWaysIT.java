package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadPlan;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.RequestKind;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Behind a gate of the server, every way in which an administrator of it can replace an application, under load. */
class DeploymentWaysIT extends BehindAGate {

    Stream<Redeployment> ways() {
        return Redeployment.on(launched);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void losesNothing(Redeployment way) throws Exception {
        long log = server.log().length();
        way.before().run();
        String before = instance();
        try (LoadClient load = LoadClient.start(load(way))) {
            await().atMost(OnServer.SOON).until(() -> load.snapshot().ok() > 40);
            way.replace().run();
            await().atMost(BOUND).until(() -> !instance().equals(before));
            long answered = load.snapshot().ok();
            await().atMost(BOUND).until(() -> load.snapshot().ok() > answered + 40);
            LoadReport report = load.finish(BOUND);
            System.out.printf("%s, %s: %s%n", server.name(), way, report.summary());
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
            assertThat(report.refused()).isZero();
        } finally {
            way.after().run();
        }
        await().atMost(OnServer.SOON).untilAsserted(() -> Expect.serving(server.shop()));
        assertThat(server.log().complaints(log)).isEmpty();
    }

    private LoadPlan load(Redeployment way) {
        LoadPlan plan = server.shopLoad().withRate(40).withSlowMillis(1_000);
        for (RequestKind kind : EnumSet.complementOf(EnumSet.copyOf(way.kinds()))) {
            plan = plan.withWeight(kind, 0);
        }
        return plan;
    }

    private String instance() {
        return server.get("/shop/version").body().replaceAll("(?s).*\"instance\":\"([^\"]*)\".*", "$1");
    }
}
