package io.github.slackwater.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadPlanTest {
    private static final LoadPlan PLAN = LoadPlan.against(URI.create("http://127.0.0.1:8080/shop"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1:8080/shop",
                "http://example.org:8080/shop",
                "http://localhost.example.org:8080/",
                "http://127.0.0.1.example.org:80/",
                "http://0.0.0.0:8080/",
                "ftp://127.0.0.1:8181/shop",
                "http://127.0.0.1/shop",
                "/shop"
            })
    void otherMachinesAndOtherProtocolsAreRefused(String base) {
        assertThatThrownBy(() -> LoadPlan.against(URI.create(base)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("base: " + base + " (expected http://127.0.0.1:PORT/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080", "http://localhost:8080/", "http://[::1]:8080/shop/"})
    void loopbackAddressesAreAccepted(String base) {
        assertThat(LoadPlan.against(URI.create(base)).path()).isIn("", "/shop");
    }

    @Test
    void aBadValueIsRefusedWithItsName() {
        assertThatThrownBy(() -> PLAN.withRate(0)).hasMessage("requestsPerSecond: 0 (expected 1..5000)");
        assertThatThrownBy(() -> PLAN.withSlowMillis(60_001)).hasMessage("slowMillis: 60001 (expected 0..60000)");
        assertThatThrownBy(() -> PLAN.withTimeout(Duration.ZERO))
                .hasMessage("timeout in milliseconds: 0 (expected 1..600000)");
        assertThatThrownBy(() -> PLAN.withMix(Map.of())).hasMessage("weights: {} (expected at least one above 0)");
        assertThatThrownBy(() -> PLAN.withWeight(RequestKind.GET, -1))
                .hasMessage("weight of GET: -1 (expected 0..1000)");
    }

    @Test
    void aReportThatDoesNotAddUpCannotBeMade() {
        LoadReport.Latency none = new LoadReport.Latency(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        assertThatThrownBy(() -> new LoadReport(
                        Duration.ZERO,
                        3,
                        1,
                        1,
                        0,
                        0,
                        0,
                        0,
                        Map.of(),
                        Map.of(),
                        none,
                        Duration.ZERO,
                        java.util.List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sent: 3");
    }
}
