package io.github.slackwater.cli;

import io.github.slackwater.cli.redeploy.Expectation;
import io.github.slackwater.cli.redeploy.RedeployFailure;
import io.github.slackwater.cli.redeploy.Stop;
import io.github.slackwater.cli.redeploy.Web;
import io.github.slackwater.cli.rolling.FleetFile;
import io.github.slackwater.cli.rolling.FleetFileException;
import io.github.slackwater.cli.rolling.FleetReader;
import io.github.slackwater.cli.rolling.Roll;
import io.github.slackwater.cli.rolling.RollCode;
import io.github.slackwater.cli.rolling.RollFailure;
import io.github.slackwater.cli.rolling.RollJournal;
import io.github.slackwater.cli.rolling.RollNode;
import io.github.slackwater.cli.rolling.RollReport;
import io.github.slackwater.cli.rolling.Voice;
import io.github.slackwater.cli.rolling.Work;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slackwater rolling}. */
@Command(
        name = "rolling",
        description = {
            "Redeploys one application on a fleet of servers, a few at a time, without a lost request.",
            "",
            "FLEET is a fleet.yaml: the nodes, in which order and how many at once, pauses, health between nodes, and "
                    + "what follows when one fails (docs/rolling.md). Each node is redeployed as by \"slackwater redeploy\". "
                    + "The first goes alone; if it fails, it has its previous version back, and no other was touched. "
                    + "--expect-text and --expect-header stand for those in FLEET.",
            "",
            "Every step is in a journal on disk before it is done. After Ctrl-C, a lost machine or a kill --resume goes on "
                    + "from there, and --roll-back puts back what was changed. A lease on the servers tells a second "
                    + "operator who is at work; it ends by itself."
        },
        footer = {
            "",
            "Examples:",
            "  slackwater rolling fleet.yaml shop-2.war --expect-text '\"2.0\"' --dry-run",
            "  slackwater rolling fleet.yaml shop-2.war --expect-text '\"2.0\"'",
            "  slackwater rolling fleet.yaml --resume",
            "  slackwater rolling fleet.yaml --roll-back"
        })
final class RollingCommand implements Callable<Integer> {

    private final Environment environment;

    @Parameters(index = "0", paramLabel = "FLEET", description = "The fleet.yaml.")
    @SuppressWarnings("NullAway.Init") // set by picocli, which demands it
    private Path fleetFile;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The new version; with --resume and --roll-back that of the journal.")
    private @Nullable Path archive;

    @Mixin
    private final AnswerOptions answer = new AnswerOptions();

    @Option(names = "--resume", order = 10, description = "Go on with a roll that has not ended, from its journal.")
    private boolean resume;

    @Option(names = "--roll-back", order = 11, description = "Put back what a roll that has not ended has changed.")
    private boolean rollBack;

    @Option(
            names = "--journal",
            order = 12,
            paramLabel = "FILE",
            description = "Where the journal is (default: FLEET.journal).")
    private @Nullable Path journalFile;

    @Mixin
    private final TrustOptions trust = new TrustOptions();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    RollingCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        connection.validate(false);
        if ((resume && rollBack) || (report.dryRun() && (resume || rollBack))) {
            throw usage("--resume, --roll-back, --dry-run (expected one of the three)");
        }
        if (archive == null && !resume && !rollBack) {
            throw usage("FILE is missing (expected the new version)");
        }
        FleetFile fleet = fleet();
        try {
            Path file =
                    journalFile == null ? fleetFile.resolveSibling(fleetFile.getFileName() + ".journal") : journalFile;
            if (report.dryRun()) {
                return dryRun(fleet);
            }
            return (resume || rollBack) && !Files.exists(file) ? noJournal(file) : run(fleet, file);
        } catch (RollFailure e) {
            return failed(e);
        } catch (RedeployFailure e) {
            // The values alone were looked at so far.
            throw new CommandFailure(ExitCode.USAGE, e.line(), e);
        }
    }

    private int noJournal(Path file) {
        throw new RollFailure(RollCode.UNFINISHED, file + ": there is no such journal (expected --journal FILE)");
    }

    private static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }

    private FleetFile fleet() {
        try {
            return FleetReader.read(fleetFile, RollingCommand::isJmxAddress);
        } catch (FleetFileException e) {
            List<String> lines = e.lines();
            // The last is printed by whoever prints all errors.
            lines.subList(0, lines.size() - 1)
                    .forEach(line -> environment.err().println("slackwater: " + Text.harmless(line)));
            throw new CommandFailure(ExitCode.USAGE, lines.get(lines.size() - 1), e);
        }
    }

    private static boolean isJmxAddress(String text) {
        try {
            JmxAddress unused = JmxAddress.parse("jmx", text);
            return true;
        } catch (CommandFailure e) {
            return false;
        }
    }

    private int run(FleetFile listed, Path file) {
        if (archive != null && !Files.isReadable(archive)) {
            throw new RollFailure(RollCode.USAGE, archive + ": cannot be read (expected the new version)");
        }
        try (RollJournal journal = RollJournal.open(file)) {
            Work before = resume || rollBack ? journal.work() : null;
            FleetFile fleet = listed.expecting(
                    answer.text() == null && before != null ? before.text() : answer.text(),
                    answer.header() == null && before != null ? before.header() : answer.header());
            Path version = archive == null && before != null ? before.archive() : archive;
            if (version == null) {
                return noJournal(file);
            }
            Work work = rollBack && before != null
                    ? new Work(
                            fleetFile,
                            Work.of(fleetFile, fleetFile, fleet.verify()).fleetSha256(),
                            version,
                            "",
                            null,
                            null)
                    : Work.of(fleetFile, version, fleet.verify());
            Roll.Mode mode = resume ? Roll.Mode.RESUME : rollBack ? Roll.Mode.ROLL_BACK : Roll.Mode.START;
            return roll(fleet, journal, mode, work);
        }
    }

    private int roll(FleetFile fleet, RollJournal journal, Roll.Mode mode, Work work) {
        Stop stop = new Stop();
        List<RollNode> nodes = nodes(fleet);
        try (StopSignal signal = new StopSignal(stop, environment.err())) {
            int code;
            try {
                code = told(new Roll(fleet, nodes, journal, voice(), stop, balancer(fleet)).run(mode, work, holder()));
            } catch (RollFailure e) {
                code = failed(e);
            }
            signal.ended(code);
            return code;
        } finally {
            nodes.forEach(RollNode::close);
        }
    }

    private int dryRun(FleetFile listed) {
        FleetFile fleet = listed.expecting(answer.text(), answer.header());
        List<RollNode> nodes = nodes(fleet);
        try {
            return told(Roll.dryRun(fleet, nodes, voice()));
        } finally {
            nodes.forEach(RollNode::close);
        }
    }

    private int told(RollReport done) {
        if (report.json()) {
            environment.out().println(Json.of(done));
        }
        return done.exitCode();
    }

    private int failed(RollFailure e) {
        voice().complain(e.line());
        if (CommonOptions.isVerbose(spec.root().commandLine().getParseResult())) {
            e.printStackTrace(environment.err());
        }
        return told(new RollReport(e.code(), e.code().number(), e.line(), List.of(), "", 0));
    }

    private Voice voice() {
        return new Voice(
                environment.out(),
                environment.err(),
                report.quiet(),
                Text::harmless,
                Clock.system(ZoneId.systemDefault()));
    }

    private List<RollNode> nodes(FleetFile fleet) {
        RemoteNode.Surroundings around =
                new RemoteNode.Surroundings(web(), RedeployCommand.temporary(environment), voice());
        NodeCredentials credentials = new NodeCredentials(fleetFile, connection, environment);
        List<RollNode> nodes = new ArrayList<>();
        for (FleetFile.Node node : fleet.nodes()) {
            JmxAddress address = JmxAddress.parse(node.name() + ".jmx", node.jmx());
            nodes.add(new RemoteNode(
                    fleet, node, Place.at(address, credentials.of(node.login()), connection.timeout()), around));
        }
        return nodes;
    }

    private Web web() {
        return trust.web(connection.timeout());
    }

    private BooleanSupplier balancer(FleetFile fleet) {
        FleetFile.Balancer balancer = fleet.balancer();
        if (balancer == null || balancer.url() == null) {
            return () -> true;
        }
        Expectation good = new Expectation(
                balancer.url(), balancer.status(), null, null, fleet.verify().timeout());
        Web web = web();
        return () -> good.isMetBy(web);
    }

    private static String holder() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "a machine without a name";
        }
        String who = "%s@%s".formatted(System.getProperty("user.name"), host);
        return who.length() > 150 ? who.substring(0, 150) : who;
    }
}
