package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.core.State;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadPlan;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.Verdict;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plain redeploys by the server's own commands, with no call to Slackwater, and what they cost without it. */
class RedeployIT extends OnServer {

    /** Fewer on the further editions of a server that has been tested in full: the whole run has to stay within its time. */
    private static final int ROUNDS = Integer.getInteger("slackwater.it.rounds", 20);

    private static final Duration SLOW = Duration.ofSeconds(4);
    private static final Duration BOUND = Duration.ofSeconds(60);

    @Test
    @Timeout(400)
    void slackwaterItselfIsRedeployedAgainAndAgainWithoutALossAndLeavesNothingBehind() throws Exception {
        Set<ObjectName> mbeans = mbeans();
        long threads = threads();
        try (LoadClient load = LoadClient.start(server.shopLoad().withRate(30))) {
            for (int i = 0; i < ROUNDS; i++) {
                server.admin().redeploy(ServerUnderTest.SLACKWATER, server.slackwaterArchive());
                Expect.state(server.lifecycle(), State.SERVING);
                assertThat(server.lifecycle().status().applications()).hasSize(1);
            }
            await().atMost(SOON).until(() -> load.snapshot().ok() > 50);
            LoadReport report = load.finish(BOUND);
            System.out.println(server.name() + ", redeploys of Slackwater: " + report.summary());
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
            assertThat(report.refused()).isZero();
            assertThat(report.ok()).isGreaterThan(50);
        }
        assertThat(mbeans()).isEqualTo(mbeans);
        await().atMost(SOON).untilAsserted(() -> assertThat(threads()).isLessThanOrEqualTo(threads));
        await().atMost(BOUND)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(instancesOf("io.github.slackwater.core.ServerLifecycle"))
                        .isEqualTo(1));
    }

    @Test
    void whereSlackwaterIsUndeployedTheShopServesOnAndIsFoundAgainLater() throws Exception {
        server.admin().undeploy(ServerUnderTest.SLACKWATER);
        try {
            assertThat(mbeans()).containsExactly(LifecycleMBeans.application(ServerUnderTest.SHOP));
            assertThat(server.get("/shop/catalog").statusCode()).isEqualTo(200);
            assertThat(server.get("/slackwater/ready").statusCode()).isEqualTo(404);
        } finally {
            server.admin().deploy(ServerUnderTest.SLACKWATER, server.slackwaterArchive());
        }
        assertThat(server.lifecycle().status().applications()).hasSize(1);
    }

    @Test
    void aPlainRedeployOfACoveredApplicationCutsNoRequestInFlight() throws Exception {
        String before = instance();
        try (InFlight slow = InFlight.begin(server, SLOW, RequestKind.SLOW, RequestKind.SLOW, RequestKind.ASYNC)) {
            server.admin().redeploy(ServerUnderTest.SHOP, Artifacts.coveredShopFile());
            assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);
        }
        assertThat(instance()).isNotEqualTo(before);
    }

    @Test
    void aPlainUndeploymentOfACoveredApplicationCutsNoRequestInFlight() throws Exception {
        try (InFlight slow = InFlight.begin(server, SLOW, RequestKind.SLOW, RequestKind.SLOW, RequestKind.ASYNC)) {
            boolean gated = server.shop().status().adapter().startsWith("server gate");
            server.admin().undeploy(ServerUnderTest.SHOP);
            assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);
            if (gated) {
                // It may come again: what is asked of it meanwhile is parked.
                assertThat(server.shop().getState()).isEqualTo(State.DRAINED);
            } else {
                assertThat(server.get("/shop/catalog").statusCode()).isEqualTo(404);
                assertThat(LifecycleMBeans.applications(server.jmx())).isEmpty();
                assertThat(server.lifecycle().status().applications()).isEmpty();
            }
        } finally {
            server.admin().deploy(ServerUnderTest.SHOP, Artifacts.coveredShopFile());
        }
    }

    /** As an operator does it: the balancer looks at readiness, and looks away while it is down. */
    @Test
    void aDrainARedeployAndAResumeLoseNothingUnderLoad() throws Exception {
        try (BalancedLoad load = BalancedLoad.start(server, 50)) {
            await().atMost(SOON).until(() -> load.snapshot().ok() > 50);
            assertThat(server.lifecycle().drain(60).state()).isEqualTo(State.DRAINED);
            server.admin().redeploy(ServerUnderTest.SHOP, Artifacts.coveredShopFile());
            assertThat(server.lifecycle().resume().state()).isEqualTo(State.SERVING);
            long before = load.snapshot().ok();
            await().atMost(SOON).until(() -> load.snapshot().ok() > before + 50);
            LoadReport report = load.finish(BOUND);
            System.out.println(
                    server.name() + ", drain, redeploy, resume: " + report.summary() + " held=" + report.held());
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
            assertThat(report.held()).isPositive();
        }
    }

    /** The administrator does not know of Slackwater at all; the balancer asks it for readiness. */
    @Test
    void aPlainRedeployBehindABalancerLosesNothingUnderLoad() throws Exception {
        String before = instance();
        try (BalancedLoad load = BalancedLoad.start(server, 50)) {
            await().atMost(SOON).until(() -> load.snapshot().ok() > 50);
            server.admin().redeploy(ServerUnderTest.SHOP, Artifacts.coveredShopFile());
            long sent = load.snapshot().ok();
            await().atMost(SOON).until(() -> load.snapshot().ok() > sent + 50);
            LoadReport report = load.finish(BOUND);
            System.out.println(server.name() + ", plain redeploy behind a balancer: " + report.summary() + " held="
                    + report.held());
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
        }
        assertThat(instance()).isNotEqualTo(before);
    }

    /** The same command on an application that is not covered: the load client sees every loss. */
    @Test
    void aPlainRedeployWithoutSlackwaterLosesRequestsAndTheProbeCatchesThem() throws Exception {
        server.admin().deploy("plain", Artifacts.uncoveredShop());
        try (LoadClient load =
                LoadClient.start(LoadPlan.against(server.http("/plain")).withRate(50))) {
            await().atMost(SOON).until(() -> load.snapshot().ok() > 50);
            assertThat(load.snapshot().failed()).isZero();
            server.admin().redeploy("plain", Artifacts.uncoveredShop());
            LoadReport report = load.finish(BOUND);
            System.out.println(server.name() + ", plain redeploy without Slackwater: " + report.summary() + " "
                    + report.failures());
            assertThat(report.failed()).isPositive();
        } finally {
            server.admin().undeploy("plain");
        }
    }

    private String instance() {
        return server.get("/shop/version").body().replaceAll(".*\"instance\":\"([^\"]*)\".*", "$1");
    }

    private Set<ObjectName> mbeans() throws Exception {
        return server.jmx().queryNames(new ObjectName("slackwater:*"), null);
    }

    /** Ours, by name. */
    private long threads() throws Exception {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(server.jmx(), ThreadMXBean.class);
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null)
                .map(ThreadInfo::getThreadName)
                .filter(name -> name.startsWith("slackwater"))
                .count();
    }

    /** After a full collection: what is still there, is held by somebody. */
    private long instancesOf(String type) throws Exception {
        Object histogram = server.jmx()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        // "   3:      1     40  io.github.slackwater.core.ServerLifecycle (io.github...)"
        Pattern line = Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(type) + "(\\s|$)");
        return line.matcher(String.valueOf(histogram))
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .sum();
    }
}
