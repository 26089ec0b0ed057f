package io.github.slackwater.cli.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.slackwater.cli.redeploy.Stop;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A roll with nodes in memory, a journal on disk, and a time that goes 200 times faster. */
@Timeout(120)
class RollTest {

    private static final int SPEED = 200;
    private static final String ANN = "ann@ops1";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final AtomicInteger away = new AtomicInteger();
    private final AtomicInteger mostAway = new AtomicInteger();
    private List<FakeNode> nodes = new ArrayList<>();
    private Path journal = Path.of("");

    /** What a kill would leave: the journal, what was saved, and the nodes. */
    private record Moment(Path folder, List<FakeNode> nodes) {}

    @BeforeEach
    void prepare() throws IOException {
        journal = folder.resolve("fleet.yaml.journal");
        nodes = fleetOf("1.0", "1.0", "1.0");
    }

    @Test
    void everyNodeGetsTheNewVersionOneAfterTheOther() throws Exception {
        RollReport report = roll(Roll.Mode.START, archive("2.0"));

        assertThat(report.exitCode()).as(err.toString()).isZero();
        assertThat(report.message()).isEqualTo("the new version is on 3 of 3 nodes");
        assertThat(nodes).allSatisfy(node -> {
            assertThat(node.version).isEqualTo("2.0");
            assertThat(node.serves()).isTrue();
            assertThat(node.leaseHolder).as("given back").isEmpty();
        });
        assertThat(mostAway.get()).isEqualTo(1);
        assertThat(journal.resolveSibling(journal.getFileName() + ".d")).doesNotExist();
        assertThat(Files.readAllLines(journal))
                .first()
                .asString()
                .contains("\"archiveSha256\":\"" + Sha256.of(folder.resolve("2.0.war")) + "\"");
    }

    @Test
    void aBrokenVersionIsTriedOnOneNodeAndEveryNodeEndsOnTheOldOne() throws Exception {
        RollReport report = roll(Roll.Mode.START, archive("2.0 broken"));

        assertThat(report.outcome()).isEqualTo(RollCode.ROLLED_BACK);
        assertThat(nodes).extracting(node -> node.version).containsOnly("1.0");
        assertThat(nodes).allMatch(FakeNode::serves);
        assertThat(report.nodes())
                .extracting(RollReport.NodeReport::stage)
                .containsExactly("FAILED", "WAITING", "WAITING");
    }

    @Test
    void aVersionThatIsVerifiedButDoesNotServeIsPutBack() throws Exception {
        RollReport report = roll(Roll.Mode.START, archive("2.0 sick"));

        assertThat(report.outcome()).as(err.toString()).isEqualTo(RollCode.ROLLED_BACK);
        assertThat(nodes).extracting(node -> node.version).containsOnly("1.0");
        assertThat(nodes).allMatch(FakeNode::serves);
    }

    /** With one that is away no other may be: those before it are put back when it is there again. */
    @Test
    void aNodeThatIsLostInTheMiddleIsNamedAndLaterAllAreRolledBack() throws Exception {
        FakeNode last = nodes.get(2);
        last.atEachStep = () -> last.reachable = false;

        RollReport report = roll(Roll.Mode.START, archive("2.0"));

        assertThat(report.outcome()).as(err.toString()).isEqualTo(RollCode.NOT_GOOD);
        assertThat(report.message()).contains("1 of 3 nodes failed", "not known to serve: c");
        assertThat(nodes.subList(0, 2)).allMatch(FakeNode::serves);
        last.atEachStep = () -> {};
        last.reachable = true;
        assertThat(roll(Roll.Mode.ROLL_BACK, archive("2.0")).exitCode())
                .as(err.toString())
                .isZero();
        assertThat(nodes).extracting(node -> node.version).containsOnly("1.0");
        assertThat(nodes).allMatch(FakeNode::serves);
    }

    @Test
    void aSecondOperatorIsToldWhoIsAtWorkAndNothingIsChanged() throws Exception {
        nodes.get(1).leaseHolder = "bob@ops2, roll 1234";

        assertThatThrownBy(() -> roll(Roll.Mode.START, archive("2.0")))
                .isInstanceOfSatisfying(
                        RollFailure.class, e -> assertThat(e.code()).isEqualTo(RollCode.BUSY))
                .hasMessageContaining("bob@ops2, roll 1234 is at work on b");
        assertThat(nodes).extracting(node -> node.version).containsOnly("1.0");
        assertThat(nodes.get(0).leaseHolder).as("taken in vain, and given back").isEmpty();
        assertThat(nodes.get(1).leaseHolder).isEqualTo("bob@ops2, roll 1234");
        nodes.get(1).leaseHolder = "";
        assertThat(roll(Roll.Mode.START, archive("2.0")).exitCode()).isZero();
    }

    @Test
    void aSecondCommandOnTheSameJournalIsRefused() throws Exception {
        try (RollJournal first = RollJournal.open(journal)) {
            assertThat(first.isUnfinished()).isFalse();
            assertThatThrownBy(() -> RollJournal.open(journal))
                    .hasMessage("another command on this machine is at work with " + journal);
        }
    }

    @Test
    void aNodeThatCannotBeReachedEndsTheRollBeforeAnythingIsChanged() throws Exception {
        nodes.get(2).reachable = false;

        assertThatThrownBy(() -> roll(Roll.Mode.START, archive("2.0")))
                .isInstanceOfSatisfying(
                        RollFailure.class, e -> assertThat(e.code()).isEqualTo(RollCode.NO_CONNECTION))
                .hasMessage("c: cannot connect to c");
        assertThat(nodes).extracting(node -> node.version).containsOnly("1.0");
        assertThat(nodes).allMatch(node -> node.leaseHolder.isEmpty());
    }

    @Test
    void ctrlCLetsTheNodeInWorkHaveItsOldVersionAndResumeGoesOn() throws Exception {
        Stop stop = new Stop();
        FakeNode second = nodes.get(1);
        second.atEachStep = stop::request;
        RollReport stopped = roll(Roll.Mode.START, archive("2.0"), stop);
        second.atEachStep = () -> {};

        assertThat(stopped.outcome()).isEqualTo(RollCode.STOPPED);
        assertThat(nodes).allMatch(FakeNode::serves);
        assertThat(nodes.get(2).version).isEqualTo("1.0");
        assertThatThrownBy(() -> roll(Roll.Mode.START, archive("2.0")))
                .isInstanceOfSatisfying(
                        RollFailure.class, e -> assertThat(e.code()).isEqualTo(RollCode.UNFINISHED));

        assertThat(roll(Roll.Mode.RESUME, archive("2.0")).exitCode()).isZero();
        assertThat(nodes).extracting(node -> node.version).containsOnly("2.0");
        assertThat(nodes.get(0).deployed).as("not deployed again").containsExactly("2.0");
    }

    @Test
    void resumeTakesNoOtherArchiveAndNoOtherFleet() throws Exception {
        Stop stop = new Stop();
        nodes.get(1).atEachStep = stop::request;
        roll(Roll.Mode.START, archive("2.0"), stop);

        assertThatThrownBy(() -> roll(Roll.Mode.RESUME, archive("2.1")))
                .isInstanceOfSatisfying(
                        RollFailure.class, e -> assertThat(e.code()).isEqualTo(RollCode.CHANGED))
                .hasMessageContaining("the archive is not that of");
        Files.writeString(folder.resolve("fleet.yaml"), "# changed\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> roll(Roll.Mode.RESUME, archive("2.0")))
                .hasMessageContaining("the fleet file is not that of");
    }

    /** At each line that the journal has, and at each step of each node. */
    @ParameterizedTest
    @EnumSource(
            value = Roll.Mode.class,
            names = {"RESUME", "ROLL_BACK"})
    void killedAtAnyStepTheFleetIsHealed(Roll.Mode mode) throws Exception {
        List<Moment> moments = moments("2.0");
        assertThat(moments).hasSizeGreaterThan(25);
        Path archive = archive("2.0");

        for (Moment moment : moments) {
            journal = moment.folder.resolve("fleet.yaml.journal");
            nodes = moment.nodes;
            String where = moment.folder.getFileName() + "\n" + Files.readString(journal);

            RollReport report = roll(mode, archive);

            assertThat(report.exitCode()).as(where + err).isZero();
            assertThat(nodes).as(where).allSatisfy(node -> {
                assertThat(node.version).isEqualTo(mode == Roll.Mode.RESUME ? "2.0" : "1.0");
                assertThat(node.serves()).isTrue();
                assertThat(node.leaseHolder).isEmpty();
            });
            if (mode == Roll.Mode.RESUME) {
                assertThat(nodes)
                        .as(where)
                        .allSatisfy(node -> assertThat(node.deployed)
                                .as("one that is only closed is opened, and not deployed")
                                .doesNotContain("1.0"));
            }
        }
    }

    /** As on a server that takes the old version away before it knows that the new one does not start. */
    @ParameterizedTest
    @EnumSource(
            value = Roll.Mode.class,
            names = {"RESUME", "ROLL_BACK"})
    void killedWhileNothingIsThereTheVersionOfBeforeComesBackAsItWasDeployed(Roll.Mode mode) throws Exception {
        Path archive = archive("2.0 broken");
        List<Moment> moments = new ArrayList<>(moments("2.0 broken"));
        moments.removeIf(moment -> !moment.nodes.get(0).version.isEmpty());
        assertThat(moments).isNotEmpty();

        for (Moment moment : moments) {
            journal = moment.folder.resolve("fleet.yaml.journal");
            nodes = moment.nodes;

            RollReport report = roll(mode, archive);

            assertThat(report.outcome())
                    .as(err.toString())
                    .isEqualTo(mode == Roll.Mode.RESUME ? RollCode.ROLLED_BACK : RollCode.DONE);
            assertThat(nodes).allSatisfy(node -> {
                assertThat(node.version).isEqualTo("1.0");
                assertThat(node.contextRoot).isEqualTo("/of-its-own");
                assertThat(node.serves()).isTrue();
            });
        }
    }

    /** Of a roll of this version: what would be there if the command were killed at each step. */
    private List<Moment> moments(String version) throws Exception {
        List<Moment> moments = new ArrayList<>();
        for (FakeNode node : nodes) {
            node.atEachStep = () -> moments.add(moment(moments.size()));
        }
        assertThat(roll(Roll.Mode.START, archive(version)).outcome())
                .isEqualTo(version.contains("broken") ? RollCode.ROLLED_BACK : RollCode.DONE);
        return moments;
    }

    private Moment moment(int number) {
        try {
            Path copy = Files.createDirectories(folder.resolve("moment-" + number));
            Files.copy(folder.resolve("fleet.yaml"), copy.resolve("fleet.yaml"));
            Path copied = copy.resolve("fleet.yaml.journal");
            Files.copy(journal, copied, StandardCopyOption.REPLACE_EXISTING);
            // A line that a kill has cut off.
            Files.writeString(copied, "{\"time\":\"2026", StandardOpenOption.APPEND);
            Path saved = journal.resolveSibling(journal.getFileName() + ".d");
            Path kept = Files.createDirectories(folder.resolve("kept"));
            try (Stream<Path> files = Files.list(saved)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, kept.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.writeString(
                    copied,
                    Files.readString(copied).replace(saved.toAbsolutePath().toString(), kept.toString()));
            List<FakeNode> copies = new ArrayList<>();
            for (FakeNode node : nodes) {
                FakeNode same = new FakeNode(node.name(), node.version, away, mostAway);
                same.closed = node.closed;
                same.contextRoot = node.contextRoot;
                same.deployments.set(node.deployments.get());
                same.leaseHolder = node.leaseHolder;
                copies.add(same);
            }
            return new Moment(copy, copies);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<FakeNode> fleetOf(String... versions) throws IOException {
        List<FakeNode> fleet = new ArrayList<>();
        StringBuilder yaml = new StringBuilder("""
                application: shop
                verify: { path: /shop/version }
                health: { interval-seconds: 1, good-seconds: 2, timeout-seconds: 20 }
                nodes:
                """);
        for (String version : versions) {
            String name = String.valueOf((char) ('a' + fleet.size()));
            fleet.add(new FakeNode(name, version, away, mostAway));
            yaml.append("  - { name: %s, jmx: \"%s:1\", url: \"http://%s\" }%n".formatted(name, name, name));
        }
        Files.writeString(folder.resolve("fleet.yaml"), yaml);
        return fleet;
    }

    private Path archive(String version) throws IOException {
        return Files.writeString(folder.resolve(version + ".war"), version);
    }

    private RollReport roll(Roll.Mode mode, Path archive) throws Exception {
        return roll(mode, archive, new Stop());
    }

    private RollReport roll(Roll.Mode mode, Path archive, Stop stop) throws Exception {
        FleetFile fleet = FleetReader.read(folder.resolve("fleet.yaml"), address -> true);
        try (RollJournal open = RollJournal.open(journal)) {
            return new Roll(
                            fleet,
                            List.copyOf(nodes),
                            open,
                            new Voice(
                                    new PrintWriter(out, true),
                                    new PrintWriter(err, true),
                                    false,
                                    text -> text,
                                    Clock.systemUTC()),
                            stop,
                            () -> true,
                            SPEED)
                    .run(mode, Work.of(folder.resolve("fleet.yaml"), archive, fleet.verify()), ANN);
        }
    }
}
