package io.github.slackwater.cli;

import io.github.slackwater.cli.redeploy.Expectation;
import io.github.slackwater.cli.redeploy.RedeployPlan;
import io.github.slackwater.cli.redeploy.RedeployPlan.Drain;
import io.github.slackwater.cli.redeploy.RedeployPlan.OnFailure;
import io.github.slackwater.cli.redeploy.RedeployPlan.Scope;
import io.github.slackwater.cli.redeploy.RedeployPlan.Stragglers;
import io.github.slackwater.cli.redeploy.ServerKind;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that say what is redeployed, and how: those of the scripts, by the same names. */
final class RedeployOptions {

    @Parameters(paramLabel = "FILE", description = "The new version.")
    @SuppressWarnings("NullAway.Init") // set by picocli, which demands it
    private Path archive;

    @Option(
            names = "--name",
            order = 1,
            required = true,
            paramLabel = "NAME",
            description = "The application, as the server lists it (WildFly: with its extension).")
    private String name = "";

    @Option(
            names = "--url",
            order = 2,
            required = true,
            paramLabel = "URL",
            description = "Asked after the redeploy; on this server itself, not on the balancer.")
    private String url = "";

    @Option(
            names = "--expect-status",
            order = 3,
            paramLabel = "N",
            defaultValue = "200",
            description = "The answer that shows a good version (default: ${DEFAULT-VALUE}).")
    private int status;

    @Mixin
    private final AnswerOptions answer = new AnswerOptions();

    @Option(
            names = "--verify-timeout",
            order = 6,
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long a version may take until it answers so (default: ${DEFAULT-VALUE}).")
    private int verifySeconds;

    @Option(
            names = "--drain",
            order = 10,
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "auto: not where a server gate drains and parks by itself (default); always; never.")
    private Drain drain = Drain.AUTO;

    @Option(
            names = "--scope",
            order = 11,
            paramLabel = "SCOPE",
            defaultValue = "application",
            description = "What is drained: application (default), or the whole server.")
    private Scope scope = Scope.APPLICATION;

    @Option(
            names = "--drain-timeout",
            order = 12,
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long requests in flight may take (default: ${DEFAULT-VALUE}).")
    private int drainSeconds;

    @Option(
            names = "--stragglers",
            order = 13,
            paramLabel = "WHAT",
            defaultValue = "fail",
            description = "If they take longer: fail gives up (default), cut redeploys all the same.")
    private Stragglers stragglers = Stragglers.FAIL;

    @Option(
            names = "--keep-others-ready",
            order = 14,
            description = "The server stays ready; the new version serves before it is verified.")
    private boolean keepOthersReady;

    @Option(names = "--join", order = 15, description = "Go on from a drain that is under way, and resume at the end.")
    private boolean join;

    @Option(
            names = "--ignore-lease",
            order = 16,
            description = "Go on although somebody says that they are at work on this server, as a roll does.")
    private boolean ignoreLease;

    @Option(
            names = "--previous",
            order = 20,
            paramLabel = "FILE",
            description = "The version to put back. Without it the deployed one is saved first.")
    private @Nullable Path previous;

    @Option(names = "--no-rollback", order = 21, description = "Put nothing back.")
    private boolean noRollback;

    @Option(
            names = "--on-failure",
            order = 22,
            paramLabel = "HOW",
            defaultValue = "serve",
            description = "serve: open again (default); stay-drained: closed until somebody resumes.")
    private OnFailure onFailure = OnFailure.SERVE;

    @Option(names = "--keepstate", order = 23, description = "Sessions survive, where Payara can keep them.")
    private boolean keepState;

    /** The texts of those options that take one of a few. */
    static void registerChoices(CommandLine commandLine) {
        Choice.register(commandLine, Drain.class);
        Choice.register(commandLine, Scope.class);
        Choice.register(commandLine, Stragglers.class);
        Choice.register(commandLine, OnFailure.class);
        Choice.register(commandLine, ServerKind.class);
    }

    /** What picocli has read. */
    RedeployPlan plan(@Nullable String application) {
        return new RedeployPlan(
                name,
                archive,
                new Expectation(
                        Expectation.address("--url", url),
                        status,
                        answer.text(),
                        answer.header(),
                        Duration.ofSeconds(verifySeconds)),
                new RedeployPlan.Closing(
                        drain,
                        scope,
                        application,
                        drainSeconds,
                        stragglers,
                        keepOthersReady,
                        join,
                        ignoreLease ? RedeployPlan.Others.IGNORE : RedeployPlan.Others.RESPECT),
                new RedeployPlan.Failing(previous, !noRollback, onFailure));
    }

    boolean keepState() {
        return keepState;
    }
}
