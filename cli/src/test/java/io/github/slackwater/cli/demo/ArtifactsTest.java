package io.github.slackwater.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactsTest {
    @TempDir
    private Path home;

    @Test
    void whatIsMissingIsNamedWithTheCommandThatBuildsIt() throws Exception {
        assertThatThrownBy(() -> new Artifacts(home).check())
                .isInstanceOf(DemoFailure.class)
                .hasMessage(home + "/examples/shop/target/shop.war: not there "
                        + "(build it: SLACKWATER_REBUILD=1 ./slackwater demo)");
    }

    @Test
    void aFolderIsDeletedWithAllThatIsInIt() throws Exception {
        Path logs = Files.createDirectories(home.resolve("logs/deep"));
        Files.writeString(logs.resolve("server.log"), "x");

        Artifacts.delete(home.resolve("logs"));
        Artifacts.delete(home.resolve("logs"));

        assertThat(home).isEmptyDirectory();
    }
}
