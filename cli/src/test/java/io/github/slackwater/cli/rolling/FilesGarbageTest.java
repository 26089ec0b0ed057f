package io.github.slackwater.cli.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.slackwater.cli.redeploy.Mutations;
import io.github.slackwater.core.OneLine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The files that a roll reads, each with a great many things in it that nobody expects. How many, says the system property
 * {@code fuzz.inputs}; the seed stands in the failure.
 */
@Timeout(1_800)
class FilesGarbageTest {

    private static final String[] YAML = {
        "&a ",
        "*a",
        "<<: *a",
        "!!int ",
        "!<%zz> ",
        "!a%c0%af ",
        "%YAML 99999999999.1\n---\n",
        "%TAG ! !\n",
        "---\n",
        "...\n",
        "? ",
        ": ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "| ",
        ">9\n",
        "#",
        "\"",
        "'",
        "\"\\U7fffffff\"",
        "\"\\ud800\"",
        "\"\\0\"",
        "\"\\e[2J\\u202e\"",
        "\t",
        "\n",
        "\r",
        "\u0000",
        "\u001b",
        "\u0085",
        "\u2028",
        "\ufeff",
        "\ud83d\ude00",
        "@",
        "`",
        "999999999",
        "99999999999999999999",
        "-1",
        "0x7f",
        "1e999",
        ".nan",
        "null",
        "~",
        "true",
        "100%",
        "0%",
        "/",
        "//a/",
        "%zz",
        "http://a:99999",
        "http://[::1]:1",
        "http://a:0/",
        "://",
        "service:jmx:",
        "order: [a, a]",
        "password: x",
        "nodes: *a"
    };

    private static final String[] JSON = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "\n",
        "\r",
        "\u0000",
        "\u001b",
        "\u202e",
        "\\u0000",
        "\\ud800",
        "null",
        "true",
        "1e999999999",
        "99999999999999999999",
        "-1",
        "begin",
        "end",
        "node",
        "saved",
        "step",
        "done",
        "resume",
        "UPDATED",
        "{\"a\":",
        "/*",
        "../"
    };

    @TempDir
    Path folder;

    @Test
    void anyFleetFileIsReadOrRefusedWithLineAndColumn() throws Exception {
        Mutations files = new Mutations(
                Files.readString(Path.of("..", "examples", "fleet", "all-keys.yaml")), YAML, Mutations.SEED);
        each(files, "fleet.yaml", file -> {
            try {
                isUsable(read(file));
            } catch (FleetFileException e) {
                assertThat(e.lines())
                        .hasSizeBetween(1, 20)
                        .allSatisfy(line -> isHarmless(line, file + ":\\d+:\\d+: .+"));
            }
        });
    }

    /** All that is made of it later, before the first node is touched. */
    private static void isUsable(FleetFile fleet) {
        assertThat(Rules.of(fleet).mostUnavailable()).isBetween(1, 999_999);
        for (FleetFile.Node node : fleet.nodes()) {
            for (String path : List.of(fleet.verify().path(), fleet.health().path())) {
                URI asked =
                        HttpRequest.newBuilder(node.url().resolve(path)).build().uri();
                assertThat(asked.getRawAuthority()).isEqualTo(node.url().getRawAuthority());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "&a [*a, "})
    void aFleetFileNestedWithoutEndIsRefusedAtItsPlace(String opening) throws Exception {
        Path file = Files.writeString(folder.resolve("fleet.yaml"), "nodes:\n  " + opening.repeat(100_000));

        assertThatThrownBy(() -> read(file))
                .hasMessageMatching(".*:2:\\d+: too many lists and mappings within each other .*");
    }

    /** A billion laughs. */
    @Test
    void aliasesOfAliasesAreRefused() throws Exception {
        StringBuilder text = new StringBuilder("a0: &a0 [ha]\n");
        for (int i = 1; i < 20; i++) {
            text.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
        }
        Path file = Files.writeString(folder.resolve("fleet.yaml"), text + "nodes: *a19\n");

        assertThatThrownBy(() -> read(file))
                .hasMessageContaining("no YAML: Number of aliases for non-scalar nodes exceeds");
    }

    @Test
    void aFleetFileOfManyMegabytesIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("fleet.yaml"), "#".repeat(3_000_001));

        assertThatThrownBy(() -> read(file)).hasMessage(file + ": is too long (expected 3000000 bytes or less)");
    }

    @Test
    void anyJournalIsReadOrRefusedWithItsLine() throws Exception {
        each(new Mutations(journal(), JSON, Mutations.SEED), "roll.journal", file -> {
            byte[] before = Files.readAllBytes(file);
            try (RollJournal journal = RollJournal.open(file)) {
                assertThat(journal.isUnfinished() && journal.work() == null).isFalse();
                assertThat(before).startsWith(Files.readAllBytes(file));
            } catch (RollFailure e) {
                assertThat(e.code()).isEqualTo(RollCode.FAILED);
                isHarmless(e.line(), file + ":\\d+: .+");
                assertThat(file).hasBinaryContent(before);
            }
        });
    }

    private String journal() throws IOException {
        Path file = folder.resolve("good.journal");
        try (RollJournal journal = RollJournal.open(file)) {
            journal.begin(new Work(file, "00ff", file, "ff00", "2.0", "X-Version=2"), "ann@here");
            journal.begun("node1", Order.Kind.UPDATE);
            journal.saved("node1", new Version(file, Map.of("contextroot", "/shop")), "4711");
            journal.step("node1", "redeploy");
            journal.done("node1", NodeHistory.End.UPDATED, "answers 200");
            journal.resume("resume");
            journal.end(RollCode.DONE);
        }
        return Files.readString(file);
    }

    private static FleetFile read(Path file) throws FleetFileException {
        return FleetReader.read(file, address -> address.matches("service:jmx:.+|.+:\\d+"));
    }

    private static void isHarmless(String line, String form) {
        assertThat(line).hasSizeLessThan(4_000).matches(form).isEqualTo(line.replaceAll("\\p{Cntrl}|\u202e", "?"));
    }

    private interface Check {
        void accept(Path file) throws Exception;
    }

    private void each(Mutations files, String name, Check check) throws IOException {
        Path file = folder.resolve(name);
        for (int input = 0; input < Mutations.INPUTS; input++) {
            byte[] bytes = files.next();
            Files.write(file, bytes);
            try {
                check.accept(file);
            } catch (Exception | AssertionError | StackOverflowError e) {
                throw new AssertionError(
                        "seed %d, input %d: %s"
                                .formatted(
                                        Mutations.SEED, input, OneLine.of(new String(bytes, StandardCharsets.UTF_8))),
                        e);
            }
        }
    }
}
