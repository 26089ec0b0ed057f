package io.github.slackwater.cli;

import io.github.slackwater.cli.redeploy.Administration;
import io.github.slackwater.cli.redeploy.Administrator;
import io.github.slackwater.cli.redeploy.Journal;
import io.github.slackwater.cli.redeploy.Redeploy;
import io.github.slackwater.cli.redeploy.RedeployFailure;
import io.github.slackwater.cli.redeploy.RedeployPlan;
import io.github.slackwater.cli.redeploy.RedeployReport;
import io.github.slackwater.cli.redeploy.ServerKind;
import io.github.slackwater.cli.redeploy.Stop;
import io.github.slackwater.cli.redeploy.Web;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code slackwater redeploy}. */
@Command(
        name = "redeploy",
        description = {
            "Redeploys one application on one server without a lost request.",
            "",
            "Checks, saves the deployed version, drains, deploys by the server's own remote administration, asks URL "
                    + "until the new version answers as expected, and opens again. If a step fails, it says which, puts "
                    + "the previous version back, sees that it answers, and opens again.",
            "",
            "The user and the password are those of an administrator: the same for JMX and for the deployment. "
                    + "--application is the name that Slackwater knows, the context path without its slash; without it "
                    + "the server is asked. For Payara Server, GlassFish and a standalone WildFly.",
            "",
            "Ctrl-C ends the wait for a drain; a deployment that has begun is waited for, and taken back. Either way "
                    + "the previous version serves afterwards."
        },
        footer = {
            "",
            "Examples:",
            "  slackwater redeploy shop-2.war --name shop --dry-run \\",
            "      --url http://localhost:8080/shop/version --expect-text '\"2.0\"' \\",
            "      --jmx localhost:8686 --user admin --password-file pw",
            "  slackwater redeploy shop-2.war --name shop.war --previous shop-1.war \\",
            "      --url http://localhost:8080/shop/version --expect-text '\"2.0\"' \\",
            "      --server wildfly --user admin --password-file pw",
            "  slackwater redeploy shop-2.war --name shop --drain always \\",
            "      --url http://localhost:8080/shop/ --expect-header X-Version=2.0 \\",
            "      --admin https://node1:4848 --cacert node1.pem \\",
            "      --jmx node1:8686 --user admin --password-file pw"
        })
final class RedeployCommand implements Callable<Integer> {

    private final Environment environment;

    @Mixin
    private final RedeployOptions options = new RedeployOptions();

    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Mixin
    private final TrustOptions trust = new TrustOptions();

    @Mixin
    private final TargetOptions target = new TargetOptions();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    RedeployCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        try {
            RedeployPlan plan = options.plan(target.application());
            Web web = trust.web(target.connectTimeout());
            try (JmxGates gates = new JmxGates(() -> Session.open(target, environment), progress())) {
                Administration administration = administration(gates, web, plan.name());
                return run(plan, new Redeploy.Surroundings(administration, gates, web, temporary(environment)));
            }
        } catch (RedeployFailure e) {
            // The values alone were looked at so far.
            throw new CommandFailure(ExitCode.USAGE, e.line(), e);
        }
    }

    private int run(RedeployPlan plan, Redeploy.Surroundings around) {
        Stop stop = new Stop();
        Journal journal = new Journal(
                environment.out(),
                environment.err(),
                report.quiet(),
                Text::harmless,
                Clock.system(ZoneId.systemDefault()));
        Redeploy redeploy = new Redeploy(plan, around, journal, stop);
        try (StopSignal signal = new StopSignal(stop, environment.err())) {
            RedeployReport done = report.dryRun() ? redeploy.dryRun() : redeploy.run();
            if (report.json()) {
                environment.out().println(Json.of(done));
            }
            if (CommonOptions.isVerbose(spec.root().commandLine().getParseResult())) {
                redeploy.failure().ifPresent(failure -> failure.printStackTrace(environment.err()));
            }
            signal.ended(done.exitCode());
            return done.exitCode();
        }
    }

    private Administration administration(JmxGates gates, Web web, String name) {
        ServerKind kind = admin.server();
        if (kind == null) {
            kind = ServerKind.of(gates.jmxDomains())
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.USAGE,
                            "--server is missing (expected payara, glassfish or wildfly: %s does not tell)"
                                    .formatted(gates.address())));
        }
        Credentials credentials = target.credentials(environment);
        return kind.administration(
                admin.address(kind),
                credentials == null ? null : new Administrator(credentials.user(), credentials.password()),
                web,
                name,
                options.keepState());
    }

    /** Where temporary files and locks go. */
    static Path temporary(Environment environment) {
        String folder = environment.variable("TMPDIR");
        return Path.of(folder == null || folder.isEmpty() ? System.getProperty("java.io.tmpdir") : folder);
    }

    private DrainProgress progress() {
        if (report.quiet()) {
            return DrainProgress.SILENT;
        }
        return environment.isTerminal()
                ? new LiveProgress(environment.out(), Ansi.AUTO)
                : new PlainProgress(environment.out());
    }
}
