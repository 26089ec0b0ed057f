package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.core.RequestInfo;
import io.github.slackwater.core.State;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.RequestKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A script for administrators whose redeploy fails, or is interrupted: the previous version serves afterwards. */
class ScriptFailuresIT extends ScriptedServer {

    /** Longer than any run of a script. */
    private static final Duration UNTIL_INTERRUPTED = Duration.ofSeconds(50);

    @Test
    void aVersionThatCannotBeDeployedIsReplacedByThePreviousOne() {
        String before = version();
        WebArchive broken = Artifacts.coveredShop(nextVersion());
        broken.delete("/WEB-INF/web.xml");
        broken.setWebXML(new StringAsset("<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='6.0'>"
                + "<listener><listener-class>no.such.Listener</listener-class></listener></web-app>"));

        AdminScript.Result result = script.run(Artifacts.export(broken, archives));

        assertThat(result.exitCode()).as(result.output()).isEqualTo(10);
        assertThat(result.output()).contains("step 5/7, redeploy, failed", "no.such.Listener");
        assertThat(version()).isEqualTo(before);
    }

    /** The administration refuses it before it touches what is there. */
    @Test
    void aFileThatIsNoArchiveLeavesThePreviousVersionThere() throws Exception {
        String before = version();
        Path file = Files.writeString(archives.resolve("shop.war"), "no archive\n");

        AdminScript.Result result = script.run(file);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(10);
        assertThat(version()).isEqualTo(before);
    }

    @Test
    void aVersionThatAnswersOtherwiseThanExpectedIsReplacedByThePreviousOneAndNobodyIsSentToIt() throws Exception {
        String before = version();
        WebArchive wrong = Artifacts.coveredShop(nextVersion());
        wrong.delete("/WEB-INF/classes/io/github/slackwater/examples/shop/CatalogServlet.class");
        try (BalancedLoad load = BalancedLoad.start(server, 50)) {
            await().atMost(OnServer.SOON).until(() -> load.snapshot().ok() > 50);

            AdminScript.Result result = script.run(
                    Artifacts.export(wrong, archives), "--url=" + server.http("/shop/catalog"), "--verify-timeout=3");

            LoadReport report = load.finish(BOUND);
            System.out.println(server.name() + ", scripted redeploy of a wrong version: " + report.summary() + " held="
                    + report.held());
            assertThat(result.exitCode()).as(result.output()).isEqualTo(11);
            assertThat(result.output()).contains("step 6/7, verify, failed", "answers 404 (expected 200)");
            // Every request that reached the wrong version would be a 404.
            assertThat(report.samples()).isEmpty();
            assertThat(report.failed()).isZero();
        }
        assertThat(version()).isEqualTo(before);
    }

    @Test
    void requestsThatDoNotEndInTimeStopItBeforeAnythingIsDeployed() throws Exception {
        String before = instance();
        try (InFlight slow = InFlight.begin(server, UNTIL_INTERRUPTED, RequestKind.SLOW)) {
            AdminScript.Result result = script.run(shop(nextVersion()), "--drain-timeout=2");

            assertThat(result.exitCode()).as(result.output()).isEqualTo(3);
            expectStates(State.SERVING, State.SERVING);
            endedByUs(slow);
        }
        assertThat(instance()).isEqualTo(before);
    }

    @Test
    void aSigtermDuringTheDrainOpensAgain() throws Exception {
        String before = instance();
        try (InFlight slow = InFlight.begin(server, UNTIL_INTERRUPTED, RequestKind.SLOW);
                AdminScript.Run run = script.start(shop(nextVersion()))) {
            await().atMost(BOUND).until(() -> server.shop().getState() == State.DRAINING);
            run.terminate();

            AdminScript.Result result = run.result();
            assertThat(result.exitCode()).as(result.output()).isEqualTo(143);
            assertThat(result.output()).contains("step 3/7, drain, failed: stopped by SIGTERM");
            expectStates(State.SERVING, State.SERVING);
            endedByUs(slow);
        }
        assertThat(instance()).isEqualTo(before);
    }

    @Test
    void aSigtermDuringTheRedeployPutsThePreviousVersionBack() throws Exception {
        String before = version();
        try (AdminScript.Run run = script.start(shop(nextVersion()))) {
            await().atMost(BOUND).until(() -> run.output().contains(" redeploy "));
            run.terminate();

            AdminScript.Result result = run.result();
            assertThat(result.exitCode()).as(result.output()).isEqualTo(143);
            assertThat(result.output()).contains("stopped by SIGTERM", "the previous version is there");
        }
        assertThat(version()).isEqualTo(before);
    }

    @Test
    void whatIsNotThereIsSaidBeforeAnythingIsChanged() {
        Path archive = shop(nextVersion());
        String before = instance();

        AdminScript.Result noSlackwater = script.run(archive, "--jmx=127.0.0.1:1");
        assertThat(noSlackwater.exitCode()).as(noSlackwater.output()).isEqualTo(5);
        AdminScript.Result noSuchApplication = script.run(archive, "--name=nowhere.war");
        assertThat(noSuchApplication.exitCode()).as(noSuchApplication.output()).isEqualTo(7);
        assertThat(noSuchApplication.output()).contains("nowhere.war is not deployed");
        AdminScript.Result noServer = script.run(archive, noServer());
        assertThat(noServer.exitCode()).as(noServer.output()).isEqualTo(5);
        assertThat(noServer.output()).contains("no connection", "nothing has been changed");
        assertThat(instance()).isEqualTo(before);
    }

    private String noServer() {
        return AdminScript.name().orElseThrow().startsWith("payara") ? "--port=1" : "--controller=127.0.0.1:1";
    }

    /** Nobody else has ended them: they were in flight until now. */
    private void endedByUs(InFlight slow) throws Exception {
        List<RequestInfo> inFlight = server.shop().activeRequests();
        assertThat(inFlight).hasSize(1);
        inFlight.forEach(request -> server.shop().interrupt(request.id()));
        assertThat(slow.answers())
                .singleElement()
                .satisfies(answer -> assertThat(answer.body()).contains("interrupted while it waited"));
    }
}
