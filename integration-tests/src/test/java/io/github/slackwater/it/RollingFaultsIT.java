package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.slackwater.core.State;
import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.DomainServer;
import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.RequestKind;
import io.github.slackwater.rig.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * {@code ./slackwater rolling} that is interrupted, loses its connections, or waits for a node that stands still. Runs only where it is
 * asked for, to keep the time: {@code -Dslackwater.it.rolling.faults=true}.
 */
@EnabledIfSystemProperty(named = "slackwater.it.rolling.faults", matches = "true")
@Timeout(300)
class RollingFaultsIT extends FleetOfTwo {

    /** Longer than a few looks at a node. */
    private static final Duration STANDSTILL = Duration.ofSeconds(5);

    /** At the first of two nodes, so that there is enough left to be stopped however busy the machine is. */
    @Test
    void ctrlCInTheMiddleLeavesEverybodyServedAndResumeGoesOn() throws Exception {
        String version = nextVersion();
        try (LoadClient first = startLoad(server, RATE);
                LoadClient other = startLoad(second, RATE)) {
            CommandLine.Run run = begin(version);
            awaitJournal("\"step\":\"drain\"");
            run.interrupt();

            expectInOrderAfterCtrlC(run);
            resume();
            expectNothingLost(first, other);
        }
        assertThat(versions()).containsExactly(version, version);
    }

    /** What it has closed it opens again, although what was in flight is so still. */
    @Test
    void ctrlCDuringAnExplicitDrainOpensTheNodeAgainAndResumeGoesOn() throws Exception {
        String version = nextVersion();
        drainAlways();
        try (InFlight slow = InFlight.begin(server, Duration.ofSeconds(20), RequestKind.SLOW, RequestKind.ASYNC)) {
            CommandLine.Run run = begin(version);
            await().atMost(BOUND).until(() -> server.shop().getState() == State.DRAINING);
            run.interrupt();

            expectInOrderAfterCtrlC(run);
            assertThat(slow.areAllUnderWay()).isTrue();
            assertThat(slow.answers()).extracting(Answer::verdict).containsOnly(Verdict.OK);
        }
        resume();
        assertThat(versions()).containsExactly(version, version);
    }

    /** What the server was told goes on there, and nobody is told of it. */
    @Test
    void aConnectionThatIsLostInTheMiddleLeavesEverybodyServedAndResumeGoesOn() throws Exception {
        String version = nextVersion();
        try (Cable cable = Cable.to(admin(secondLaunched));
                LoadClient first = startLoad(server, RATE);
                LoadClient other = startLoad(second, RATE)) {
            // On Payara that is HTTP only: what a client of RMI connects to in the end is told by the server.
            String text = Files.readString(fleet)
                    .replace("127.0.0.1:" + admin(secondLaunched), "127.0.0.1:" + cable.port())
                    .replace("timeout-seconds: 60", "timeout-seconds: 10");
            Files.writeString(fleet, text);
            CommandLine.Run run = begin(version);
            awaitJournal("\"node\":\"second\",\"step\":\"redeploy\"");
            cable.cut();

            CommandLine.Result lost = run.result();
            System.out.println("a lost connection: exit code " + lost.exitCode() + "\n" + lost.errors());
            assertThat(lost.exitCode()).as(lost.output() + lost.errors()).isIn(10, 11, 12);
            assertThat(lost.errors()).contains("second", "--resume goes on");
            cable.mend();
            resume();
            expectNothingLost(first, other);
        }
        assertThat(versions()).containsExactly(version, version);
    }

    /** A long collection of garbage, or a machine that is moved: it answers nobody, and then goes on. */
    @Test
    void aNodeThatStandsStillForAWhileLosesNothing() throws Exception {
        String version = nextVersion();
        try (LoadClient first = startLoad(server, RATE);
                LoadClient other = startLoad(second, RATE)) {
            CommandLine.Run run = begin(version);
            awaitJournal("\"node\":\"second\",\"step\":\"redeploy\"");
            Signals.send(secondLaunched.pid(), "STOP");
            try {
                Thread.sleep(STANDSTILL.toMillis());
            } finally {
                Signals.send(secondLaunched.pid(), "CONT");
            }

            CommandLine.Result result = run.result();
            System.out.println("a node that stands still: exit code " + result.exitCode() + "\n" + result.errors());
            if (result.exitCode() != 0) {
                resume();
            }
            expectNothingLost(first, other);
        }
        assertThat(versions()).containsExactly(version, version);
    }

    /** Payara takes the old version away before it knows that the new one does not start; this is what is left then. */
    @Test
    void whatWasThereComesBackAsItWasDeployedWhereAKillHasLeftNothing() throws Exception {
        assumeTrue(secondLaunched.process() instanceof DomainServer, "WildFly keeps what was there");
        DomainServer payara = (DomainServer) secondLaunched.process();
        String before = nextVersion();
        payara.undeploy("shop");
        payara.asadmin(
                "deploy",
                "--name=shop",
                "--contextroot=/tide",
                "--deploymentorder=7",
                shop(before).toString());
        try {
            Files.writeString(fleet, """
                    application: shop
                    verify: { path: /tide/version }
                    health: { interval-seconds: 1, good-seconds: 1, timeout-seconds: 30 }
                    nodes:
                    %s""".formatted(node("second", secondLaunched, second)));
            CommandLine.Run run = slackwater.startOnFleet("rolling", fleet.toString(), broken().toString());
            awaitJournal("\"step\":\"redeploy\"");
            run.kill();
            await().atMost(BOUND).ignoreExceptions().until(() -> {
                if (payara.asadmin("list-applications").contains("shop")) {
                    payara.undeploy("shop");
                }
                return !payara.asadmin("list-applications").contains("shop");
            });

            CommandLine.Result result = slackwater
                    .startOnFleet("rolling", fleet.toString(), "--resume")
                    .result();

            assertThat(result.exitCode())
                    .as(journal() + result.output() + result.errors())
                    .isEqualTo(10);
            assertThat(second.get("/tide/version").body()).contains(before);
            assertThat(payara.asadmin("get", "applications.application.shop.*"))
                    .contains("context-root=/tide", "deployment-order=7");
        } finally {
            payara.undeploy("shop");
            payara.deploy("shop", Artifacts.shop());
        }
    }

    private void expectInOrderAfterCtrlC(CommandLine.Run run) {
        CommandLine.Result stopped = run.result();
        assertThat(stopped.exitCode()).as(stopped.output() + stopped.errors()).isEqualTo(130);
        assertThat(stopped.errors()).contains("putting things in order", "stopped by a signal", "--resume goes on");
        for (ServerUnderTest each : List.of(server, second)) {
            Expect.state(each.shop(), State.SERVING);
            Expect.state(each.lifecycle(), State.SERVING);
            assertThat(each.lifecycle().getLease().holder()).isEmpty();
        }
    }

    private void resume() throws IOException {
        CommandLine.Result result =
                slackwater.startOnFleet("rolling", fleet.toString(), "--resume").result();
        assertThat(result.exitCode())
                .as(journal() + result.output() + result.errors())
                .isZero();
    }
}
