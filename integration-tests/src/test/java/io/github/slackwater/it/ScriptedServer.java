package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.slackwater.core.State;
import io.github.slackwater.rig.ServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server of its own for a script of the administrator: what fails there leaves stack traces in its log. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
abstract class ScriptedServer {

    static final Duration BOUND = Duration.ofSeconds(60);

    static final String TOKEN = "only-for-this-test-77ab";

    ServerUnderTest server;
    AdminScript script;

    private LaunchedServer launched;
    private int versions;

    @TempDir
    Path archives;

    @BeforeAll
    void launch() throws IOException {
        assumeTrue(
                AdminScript.name().isPresent(),
                "no script for this server, or its command line is tested in another run");
        launched = ServersExtension.kind()
                .launch(
                        ServerOptions.defaults().property("slackwater.control.token", TOKEN),
                        Artifacts.coveredShopFile());
        server = launched.server();
        script = AdminScript.on(launched, Files.createTempDirectory(Artifacts.folder("scripts"), "run-"));
    }

    @AfterAll
    void end() {
        if (launched != null) {
            launched.close();
        }
    }

    /** Each test leaves the server serving by itself, or opens what it had asked to stay closed. */
    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        try (Stream<Path> left = Files.list(script.temporary())) {
            assertThat(left).isEmpty();
        }
        expectStates(State.SERVING, State.SERVING);
    }

    void expectStates(State ofServer, State ofShop) {
        Expect.state(server.lifecycle(), ofServer);
        Expect.state(server.shop(), ofShop);
    }

    String nextVersion() {
        return "2.0." + ++versions;
    }

    /** Each in a folder of its own: several may be under way. */
    Path shop(String version) {
        try {
            return Artifacts.export(Artifacts.coveredShop(version), Files.createDirectory(archives.resolve(version)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String version() {
        return field("version");
    }

    /** Another one in each deployment. */
    String instance() {
        return field("instance");
    }

    private String field(String name) {
        return server.get("/shop/version")
                .body()
                .replaceAll(".*\"" + name + "\":\"([^\"]*)\".*", "$1")
                .strip();
    }
}
