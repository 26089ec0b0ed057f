package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.Outcome;
import io.github.slackwater.core.State;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.it.greedy.GreedyServlet;
import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.ServerOptions;
import io.github.slackwater.rig.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.management.InstanceNotFoundException;
import javax.management.remote.JMXConnector;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What goes wrong around a drain: clients, threads, memory, connections and operators. On a server with five threads for all
 * requests, as Payara comes; on one server of each kind, to keep the time.
 */
@EnabledIfSystemProperty(named = "arquillian.launch", matches = "payara|wildfly-39")
class FaultsIT extends BehindAGate {

    private static final int THREADS = 5;

    @Override
    ServerOptions options() {
        return super.options().httpThreads(THREADS).property("slackwater.lame-duck.max-seconds", "0");
    }

    @AfterEach
    void everythingServes() {
        server.lifecycle().resume();
        await().atMost(OnServer.SOON).untilAsserted(() -> {
            Expect.serving(server.shop());
            assertThat(server.shop().getActiveRequests()).isZero();
            assertThat(server.shop().getParkedRequests()).isZero();
        });
        assertThat(server.get("/shop/catalog").statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyThatIsNeverCompleteIsAStragglerUntilItsClientLeaves() throws Exception {
        byte[] body = ParkedCall.body(200 << 10);
        try (ParkedCall call = ParkedCall.order(server, body.length, ParkedCall.Body.LENGTH)) {
            call.send(Arrays.copyOf(body, body.length / 2), ParkedCall.Body.LENGTH, Duration.ZERO);
            await().atMost(OnServer.SOON).until(() -> server.shop().getActiveRequests() == 1);

            DrainReport report = server.lifecycle().drain(2);

            assertThat(report.outcome()).isEqualTo(Outcome.TIMED_OUT);
            assertThat(report.stragglers())
                    .singleElement()
                    .satisfies(straggler -> assertThat(straggler.path()).isEqualTo("/shop/orders"));
            call.leave();
            assertThat(server.lifecycle().drain(30).outcome()).isEqualTo(Outcome.DRAINED);
        }
    }

    @Test
    void aClientThatIsStoppedHoldsUpNoDrain() throws Exception {
        Process client = new ProcessBuilder(
                        "bash",
                        "-c",
                        "exec 3<>/dev/tcp/127.0.0.1/$0;"
                                + "printf 'GET /shop/slow?millis=3000&request=stopped HTTP/1.1\\r\\nHost: shop\\r\\n\\r\\n' >&3;"
                                + "read -r line <&3",
                        Integer.toString(server.http("/").getPort()))
                .start();
        try {
            await().atMost(OnServer.SOON).until(() -> server.shop().getActiveRequests() == 1);
            assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(client.pid()))
                            .start()
                            .waitFor())
                    .isZero();

            assertThat(server.lifecycle().drain(30).outcome()).isEqualTo(Outcome.DRAINED);
        } finally {
            client.destroyForcibly();
        }
    }

    @Test
    void aRedeployWithAllThreadsBusyLosesNothing() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (LoadClient client = LoadClient.of(server.shopLoad().withSlowMillis(2_000))) {
            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 4 * THREADS; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> client.probe(RequestKind.SLOW), threads));
            }
            await().atMost(OnServer.SOON).until(() -> server.shop().getActiveRequests() >= THREADS);

            server.admin().redeploy(ServerUnderTest.SHOP, Artifacts.shop());

            for (CompletableFuture<Answer> answer : answers) {
                Answer came = answer.get(BOUND.toSeconds(), TimeUnit.SECONDS);
                assertThat(came.verdict()).as("%s", came).isEqualTo(Verdict.OK);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aRequestThatRunsOutOfMemoryIsOverAndHoldsUpNoDrain() {
        Path greedy = Artifacts.export(
                ShrinkWrap.create(WebArchive.class, "greedy.war").addPackage(GreedyServlet.class.getPackage()),
                Path.of("target").toAbsolutePath());
        server.admin().deploy("greedy", greedy);
        try {
            for (int i = 0; i < 5; i++) {
                assertThat(server.get("/greedy/eat").statusCode()).isEqualTo(500);
            }
            await().atMost(OnServer.SOON)
                    .until(() -> server.application("greedy").getActiveRequests() == 0);
            assertThat(server.application("greedy").getAdmittedTotal()).isEqualTo(5);
            assertThat(server.lifecycle().drain(30).outcome()).isEqualTo(Outcome.DRAINED);
            server.lifecycle().resume();
        } finally {
            server.admin().undeploy("greedy");
        }
    }

    @Test
    void aDrainWhoseConnectionIsCutGoesOn() throws Exception {
        try (InFlight slow = InFlight.begin(server, Duration.ofSeconds(5), RequestKind.SLOW);
                Background<DrainReport> drain = drainAndBeCutOff()) {
            awaitState(State.DRAINED);
            assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);
            assertThat(drain).isNotNull();
        }
    }

    /** On a connection of its own, which is closed in the middle. */
    private Background<DrainReport> drainAndBeCutOff() throws IOException {
        try (JMXConnector operator = server.connect(server.address().password())) {
            LifecycleMXBean lifecycle = lifecycle(operator);
            Background<DrainReport> drain = Background.run(() -> lifecycle.drain(60));
            awaitState(State.DRAINING);
            return drain;
        }
    }

    private LifecycleMXBean lifecycle(JMXConnector operator) throws IOException {
        try {
            return LifecycleMBeans.server(operator.getMBeanServerConnection());
        } catch (InstanceNotFoundException e) {
            throw new AssertionError(server.name() + ": no MBean " + LifecycleMBeans.SERVER, e);
        }
    }

    @Test
    void ofTwoOperatorsEachGetsWhatHappens() throws Exception {
        try (InFlight slow = InFlight.begin(server, Duration.ofSeconds(5), RequestKind.SLOW);
                Background<DrainReport> patient =
                        Background.run(() -> server.lifecycle().drain(60))) {
            awaitState(State.DRAINING);
            assertThat(server.lifecycle().drain(1).outcome()).isEqualTo(Outcome.TIMED_OUT);
            assertThat(patient.result(BOUND).outcome()).isEqualTo(Outcome.DRAINED);
            assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);
        }
        server.lifecycle().resume();
        try (InFlight slow = InFlight.begin(server, Duration.ofSeconds(5), RequestKind.SLOW);
                Background<DrainReport> waiting =
                        Background.run(() -> server.lifecycle().drain(60))) {
            awaitState(State.DRAINING);
            server.lifecycle().resume();
            assertThat(waiting.result(BOUND).outcome()).isEqualTo(Outcome.CANCELLED);
            assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);
        }
    }

    @Test
    void aHundredDrainsAndResumesAtOnceLeaveItInOrder() throws Exception {
        ExecutorService operators = Executors.newFixedThreadPool(20);
        try (LoadClient load = LoadClient.start(server.shopLoad().withRate(20).withSlowMillis(500))) {
            List<CompletableFuture<?>> calls = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                calls.add(CompletableFuture.runAsync(() -> server.lifecycle().drain(1), operators));
                calls.add(CompletableFuture.runAsync(() -> server.lifecycle().resume(), operators));
            }
            CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).get(BOUND.toSeconds(), TimeUnit.SECONDS);
            server.lifecycle().resume();
            Expect.state(server.shop(), State.SERVING);
            long answered = load.snapshot().ok();
            await().atMost(BOUND).until(() -> load.snapshot().ok() > answered + 20);
            assertThat(server.lifecycle().drain(30).outcome()).isEqualTo(Outcome.DRAINED);
            LoadReport report = load.finish(BOUND);
            System.out.printf("%s, a hundred drains and resumes at once: %s%n", server.name(), report.summary());
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
        } finally {
            operators.shutdownNow();
        }
    }

    private void awaitState(State state) {
        await().atMost(OnServer.SOON).until(() -> server.lifecycle().getState() == state);
    }
}
