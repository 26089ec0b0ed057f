package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.slackwater.it.broken.FailingStart;
import io.github.slackwater.rig.DomainServer;
import io.github.slackwater.rig.LoadClient;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.RunningServer;
import io.github.slackwater.rig.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers with the unmodified shop, each behind a server gate and under load of its own, for {@code ./slackwater rolling}. They
 * run on one kind of server, to keep the time.
 */
abstract class FleetOfTwo extends BehindAGate {

    static final int RATE = 25;

    static final String ROLLING = "slackwater rolling";

    private static final String RUN = System.getProperty("slackwater.it.rolling", "wildfly-39");

    @TempDir
    Path folder;

    LaunchedServer secondLaunched;
    ServerUnderTest second;
    CommandLine slackwater;
    Path fleet;
    private int versions;

    @Override
    ServerOptions options() {
        assumeTrue(
                RUN.contains(System.getProperty("arquillian.launch", "payara")),
                "rolls run on one kind of server, and on others when asked for: -Dslackwater.it.rolling=payara");
        return super.options();
    }

    @BeforeAll
    void launchTheSecond() {
        secondLaunched = LaunchedServer.behindAServerGate(options());
        second = secondLaunched.server();
    }

    @AfterAll
    void endTheSecond() {
        if (secondLaunched != null) {
            secondLaunched.close();
        }
    }

    @BeforeEach
    void prepare() throws IOException {
        slackwater = new CommandLine(server, folder);
        fleet = Files.writeString(folder.resolve("fleet.yaml"), """
                application: %s
                verify: { path: /shop/version }
                health: { interval-seconds: 1, good-seconds: 1, timeout-seconds: 60 }
                nodes:
                %s%s""".formatted(
                        name(), node("first", launched, server), node("second", secondLaunched, second)));
    }

    String name() {
        return launched.process() instanceof DomainServer ? "shop" : "shop.war";
    }

    static String node(String name, LaunchedServer launched, ServerUnderTest server) {
        return "  - { name: %s, jmx: \"%s\", admin: \"127.0.0.1:%d\", url: \"%s\" }%n"
                .formatted(name, server.address().jmxUrl(), admin(launched), server.http("/"));
    }

    static int admin(LaunchedServer launched) {
        RunningServer process = launched.process();
        return process instanceof DomainServer payara ? payara.adminPort() : process.jmxPort();
    }

    @AfterEach
    void everybodyIsServedAndNobodyIsAtWork() {
        for (ServerUnderTest each : List.of(server, second)) {
            await().atMost(OnServer.SOON).untilAsserted(() -> Expect.serving(each.shop()));
            Expect.serving(each.lifecycle());
            assertThat(each.lifecycle().getLease().holder()).isEmpty();
        }
    }

    /** Begins to roll that version. */
    CommandLine.Run begin(String version) throws IOException {
        return slackwater.startOnFleet(
                "rolling", fleet.toString(), shop(version).toString(), "--expect-text=" + version);
    }

    /** With an explicit drain, which closes what an interrupted command leaves closed. */
    void drainAlways() throws IOException {
        String text = Files.readString(fleet);
        if (!text.contains("drain:")) {
            Files.writeString(fleet, "drain: { when: always }\n" + text);
        }
    }

    CommandLine.Result roll(Path archive, String... options) {
        List<String> all = new ArrayList<>(List.of(fleet.toString(), archive.toString()));
        all.addAll(List.of(options));
        return slackwater.startOnFleet("rolling", all.toArray(String[]::new)).result();
    }

    void awaitJournal(String text) {
        await().atMost(BOUND)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> journal().contains(text));
    }

    void expectNothingLost(LoadClient first, LoadClient other) throws Exception {
        for (LoadReport each : List.of(finish(first, server, ROLLING), finish(other, second, ROLLING))) {
            assertThat(each.samples()).isEmpty();
            assertThat(each.failed()).isZero();
            assertThat(each.refused()).isZero();
        }
    }

    Path broken() throws IOException {
        WebArchive broken = ShrinkWrap.createFromZipFile(
                        WebArchive.class, Artifacts.shop().toFile())
                .addClass(FailingStart.class);
        return Artifacts.export(broken, Files.createDirectories(folder.resolve("broken")));
    }

    String journal() throws IOException {
        Path journal = folder.resolve("fleet.yaml.journal");
        return Files.exists(journal) ? Files.readString(journal) : "";
    }

    String nextVersion() {
        return "3.0." + ++versions + "-" + Long.toHexString(System.nanoTime());
    }

    Path shop(String version) throws IOException {
        WebArchive shop =
                ShrinkWrap.createFromZipFile(WebArchive.class, Artifacts.shop().toFile());
        shop.delete("/WEB-INF/classes/shop.properties");
        shop.addAsResource(new StringAsset("version=" + version + "\n"), "shop.properties");
        return Artifacts.export(shop, Files.createDirectories(folder.resolve(version)));
    }

    List<String> versions() {
        return List.of(version(server), version(second));
    }

    static String version(ServerUnderTest of) {
        return of.get("/shop/version")
                .body()
                .replaceAll(".*\"version\":\"([^\"]*)\".*", "$1")
                .strip();
    }
}
