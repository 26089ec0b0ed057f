package io.github.slackwater.cli.redeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.slackwater.cli.redeploy.RedeployPlan.Closing;
import io.github.slackwater.cli.redeploy.RedeployPlan.Drain;
import io.github.slackwater.cli.redeploy.RedeployPlan.Failing;
import io.github.slackwater.cli.redeploy.RedeployPlan.OnFailure;
import io.github.slackwater.cli.redeploy.RedeployPlan.Scope;
import io.github.slackwater.cli.redeploy.RedeployPlan.Stragglers;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedeployPlanTest {

    private static final Expectation EXPECTED =
            new Expectation(URI.create("http://localhost:8080/"), 200, null, null, Duration.ofSeconds(1));

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "AUTO, APPLICATION, true, false",
        "AUTO, APPLICATION, false, true",
        "AUTO, SERVER, true, true",
        "ALWAYS, APPLICATION, true, true",
        "ALWAYS, SERVER, false, true",
        "NEVER, APPLICATION, true, false",
        "NEVER, APPLICATION, false, false"
    })
    void aServerGateDrainsByItselfUnlessAnotherWayIsAskedFor(Drain drain, Scope scope, boolean gated, boolean drains) {
        assertThat(closing(drain, scope, 60).drains(gated)).isEqualTo(drains);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 86_401})
    void aDrainTimeoutOutOfRangeIsNamed(int seconds) {
        assertThatThrownBy(() -> closing(Drain.AUTO, Scope.APPLICATION, seconds))
                .hasMessage("--drain-timeout: %d (expected 1..86400)".formatted(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sh op", "shop;rm", "../shop", "sh\"op"})
    void aNameThatWouldHaveToBeEscapedIsNamed(String name) throws Exception {
        Path archive = Files.createFile(folder.resolve("shop.war"));

        assertThatThrownBy(() -> plan(name, archive))
                .hasMessage("--name: %s (expected letters, digits and . _ : + -)".formatted(name));
    }

    @Test
    void filesThatCannotBeReadAreNamed() {
        Path nowhere = folder.resolve("nowhere.war");

        assertThatThrownBy(() -> plan("shop", nowhere))
                .hasMessage("FILE: %s (expected a file that can be read)".formatted(nowhere));
        assertThatThrownBy(() -> plan("shop", folder))
                .hasMessage("FILE: %s (expected a file that can be read)".formatted(folder));
        assertThatThrownBy(() -> new Failing(nowhere, true, OnFailure.SERVE))
                .hasMessage("--previous: %s (expected a file that can be read)".formatted(nowhere));
    }

    @Test
    void whatExcludesEachOtherIsNamed() throws Exception {
        Path archive = Files.createFile(folder.resolve("shop.war"));

        assertThatThrownBy(() -> new Failing(archive, false, OnFailure.SERVE))
                .hasMessage("--previous and --no-rollback (expected one of the two)");
        assertThatThrownBy(() -> closing(Drain.NEVER, Scope.SERVER, 60))
                .hasMessage("--drain never and --scope server (expected one of the two)");
    }

    /** Of docs/scripts.md; whoever has a script around the one has the same around the other. */
    @Test
    void theExitCodesAreThoseOfTheScripts() {
        assertThat(Arrays.stream(RedeployCode.values()).mapToInt(RedeployCode::number))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 130);
        assertThat(RedeployCode.NEW_VERSION_REFUSED.number()).isEqualTo(10);
        assertThat(RedeployCode.WRONG_ANSWER.number()).isEqualTo(11);
        assertThat(RedeployCode.NO_GOOD_VERSION.number()).isEqualTo(12);
        assertThat(RedeployCode.NOT_SAVED.number()).isEqualTo(14);
        assertThat(Coded.help(RedeployCode.values()))
                .hasSize(16)
                .containsKey("  0")
                .containsKey("130");
    }

    @ParameterizedTest
    @CsvSource({"jboss.as, WILDFLY", "amx, PAYARA", "com.sun.appserv, PAYARA", "Catalina, ", "java.lang, "})
    void theKindOfServerIsKnownByItsJmx(String domain, ServerKind kind) {
        assertThat(ServerKind.of(Arrays.asList("java.lang", domain)).orElse(null))
                .isEqualTo(kind);
    }

    private static Closing closing(Drain drain, Scope scope, int seconds) {
        return new Closing(drain, scope, null, seconds, Stragglers.FAIL, false, false, RedeployPlan.Others.RESPECT);
    }

    private static RedeployPlan plan(String name, Path archive) {
        return new RedeployPlan(
                name,
                archive,
                EXPECTED,
                closing(Drain.AUTO, Scope.APPLICATION, 60),
                new Failing(null, true, OnFailure.SERVE));
    }
}
