package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.core.State;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** Slackwater with its server gate is undeployed, and deployed again. */
class RemovalIT extends BehindAGate {

    /** What is registered anywhere in the server is held by it: a handler, a filter, a listener, a service. */
    @Test
    void theServerHoldsNothingOfItAfterItHasGoneAndLosesNothingMeanwhile() throws Exception {
        try (LoadClient load = LoadClient.start(server.shopLoad().withRate(30).withSlowMillis(1_000))) {
            await().atMost(OnServer.SOON).until(() -> load.snapshot().ok() > 30);
            server.admin().redeploy(ServerUnderTest.SHOP, Artifacts.shop());
            assertThat(instancesOfOurs()).isNotEmpty();
            // An explicit close does not outlive it: nobody could open again.
            server.shop().beginDrainNow(0);

            server.admin().undeploy(ServerUnderTest.SLACKWATER);
            assertThat(LifecycleMBeans.applications(server.jmx())).isEmpty();
            long answered = load.snapshot().ok();
            await().atMost(BOUND).until(() -> load.snapshot().ok() > answered + 60);
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(instancesOfOurs()).isEmpty());

            server.admin().deploy(ServerUnderTest.SLACKWATER, server.slackwaterArchive());
            assertThat(server.lifecycle().status().adapter()).startsWith("server gate");
            Expect.state(server.shop(), State.SERVING);
            // What came in before is not counted: two seconds are longer than the slowest of these takes.
            long counted = load.snapshot().ok();
            await().atMost(BOUND).until(() -> load.snapshot().ok() > counted + 60);
            server.admin().redeploy(ServerUnderTest.SHOP, Artifacts.shop());
            long again = load.snapshot().ok();
            await().atMost(BOUND).until(() -> load.snapshot().ok() > again + 30);
            LoadReport report = load.finish(BOUND);
            System.out.printf("%s, Slackwater undeployed and deployed: %s%n", server.name(), report.summary());
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
            assertThat(report.inFlight()).isZero();
        }
        assertThat(server.log().complaints(0)).isEmpty();
    }

    /**
     * The lines of the JVM's histogram of what can be reached that name adapters of ours. Without lambdas, of which the JVM keeps
     * those that hold nothing for as long as their class; and without what Undertow keeps of the last request on a connection
     * that is idle, and our class loader with it, until the next one, or for a minute at the most.
     */
    private List<String> instancesOfOurs() throws JMException {
        try {
            String histogram = (String) server.jmx()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            return histogram
                    .lines()
                    .filter(line -> !line.contains("$$Lambda")
                            && !line.contains("undertow.Passage")
                            && !line.contains("undertow.ServedExchange")
                            && !line.contains("wildfly.ServerModules"))
                    .filter(line -> line.contains("io.github.slackwater.ejb.glassfish")
                            || line.contains("io.github.slackwater.ejb.wildfly"))
                    .map(String::strip)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
