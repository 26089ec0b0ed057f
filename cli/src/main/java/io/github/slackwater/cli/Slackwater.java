package io.github.slackwater.cli;

import io.github.slackwater.cli.redeploy.Coded;
import io.github.slackwater.cli.redeploy.RedeployCode;
import io.github.slackwater.cli.rolling.RollCode;
import io.github.slackwater.core.Version;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code slackwater} command. */
@Command(
        name = Slackwater.NAME,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Examples:",
            "  slackwater status --jmx localhost:8686 --user admin",
            "  slackwater drain --timeout 30 --application shop",
            "  slackwater help drain"
        },
        description = "Drains an application server before a redeploy or a stop, so that no request is lost.",
        versionProvider = Slackwater.VersionText.class)
public final class Slackwater implements Runnable {

    static final String NAME = "slackwater";

    @Option(
            names = {"-V", "--version"},
            order = 202,
            versionHelp = true,
            description = "Show the version.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean version;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    private Slackwater() {}

    /** Runs the command and ends the JVM with its {@link ExitCode}. */
    public static void main(String[] arguments) {
        System.exit(commandLine(new SystemEnvironment()).execute(arguments));
    }

    /** The command with all of its subcommands: this is the one place that lists them. */
    static CommandLine commandLine(Environment environment) {
        Slackwater slackwater = new Slackwater();
        CommandLine commandLine = new CommandLine(slackwater)
                .addSubcommand(new DemoCommand(environment))
                .addSubcommand(new StatusCommand(environment))
                .addSubcommand(new WatchCommand(environment))
                .addSubcommand(new TopCommand(environment))
                .addSubcommand(new DrainCommand(environment))
                .addSubcommand(new ResumeCommand(environment))
                .addSubcommand(new LameDuckCommand(environment))
                .addSubcommand(new RequestsCommand(environment))
                .addSubcommand(new InterruptCommand(environment))
                .addSubcommand(new ApplicationsCommand(environment))
                .addSubcommand(new RedeployCommand(environment))
                .addSubcommand(new BalancerCheckCommand(environment))
                .addSubcommand(new AgentCommand(environment))
                .addSubcommand(new RollingCommand(environment))
                .addSubcommand(new CompletionCommand(environment))
                .addSubcommand(new HelpCommand());
        document(commandLine);
        RedeployOptions.registerChoices(commandLine);
        commandLine.setOut(environment.out()).setErr(environment.err());
        commandLine.setParameterExceptionHandler(slackwater::usageError);
        commandLine.setExecutionExceptionHandler(slackwater::failure);
        return commandLine;
    }

    private static void document(CommandLine commandLine) {
        exitCodes(commandLine, EnumSet.allOf(ExitCode.class));
        addCommonOptions(commandLine);
        for (CommandLine sub : commandLine.getSubcommands().values()) {
            if (sub.getCommand() instanceof HelpCommand) {
                sub.getCommandSpec().usageMessage().header("Shows the help of a command.");
                continue;
            }
            addCommonOptions(sub);
            if (sub.getCommand() instanceof WithExitCodes command) {
                exitCodes(sub, command.exitCodes());
            } else if (sub.getCommand() instanceof RedeployCommand) {
                exitCodes(sub, Coded.help(RedeployCode.values()));
            } else if (sub.getCommand() instanceof RollingCommand) {
                exitCodes(sub, Coded.help(RollCode.values()));
            }
        }
    }

    private static void addCommonOptions(CommandLine commandLine) {
        commandLine.addMixin("common", new CommonOptions());
        // Options are easier read in the order of their importance than by the alphabet.
        commandLine
                .getCommandSpec()
                .usageMessage()
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .parameterListHeading("%n")
                .optionListHeading("%nOptions:%n");
    }

    private static void exitCodes(CommandLine commandLine, Set<ExitCode> codes) {
        exitCodes(commandLine, ExitCode.help(codes));
    }

    private static void exitCodes(CommandLine commandLine, Map<String, String> codes) {
        commandLine
                .getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(codes);
    }

    /** Without a subcommand. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command (expected one of those in the help)");
    }

    private int usageError(ParameterException e, String[] arguments) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        error(e.getCommandLine().getErr(), Text.firstLine(String.valueOf(e.getMessage())) + suggestion(e));
        e.getCommandLine().getErr().println("Try '%s --help'.".formatted(command.qualifiedName()));
        return ExitCode.USAGE.number();
    }

    private static String suggestion(ParameterException e) {
        List<String> suggestions =
                e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return suggestions.isEmpty() ? "" : " (did you mean: %s?)".formatted(String.join(", ", suggestions));
    }

    private int failure(Exception e, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        ExitCode code = ExitCode.FAILED;
        if (e instanceof CommandFailure failure) {
            error(err, failure.line());
            code = failure.exitCode();
        } else {
            error(err, "failed unexpectedly: " + e);
        }
        if (CommonOptions.isVerbose(parsed)) {
            e.printStackTrace(err);
        }
        return code.number();
    }

    private static void error(PrintWriter err, String line) {
        err.println(Text.paint(NAME + ":", Style.fg_red, Ansi.AUTO) + " " + Text.harmless(line));
    }

    /** For {@code --version}. */
    static final class VersionText implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {NAME + " " + Version.current()};
        }
    }
}
