package io.github.slackwater.cli;

import io.github.slackwater.cli.demo.Demo;
import io.github.slackwater.cli.demo.DemoFailure;
import io.github.slackwater.cli.demo.DemoOptions;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** {@code slackwater demo}. */
@Command(
        name = "demo",
        description = {
            "Shows on a real server what a redeploy under load costs, without Slackwater and with it.",
            "",
            "Starts the server on free ports of 127.0.0.1, sends a load to the example shop, and "
                    + "replaces the shop twice by the server's plain command: without Slackwater, and after "
                    + "slackwater.ear was deployed. Takes about a minute, and leaves nothing behind.",
            "",
            "The last line is RESULT sent=N ok=N refused=N failed=N, for the part with Slackwater."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "  0:The part with Slackwater lost no request.",
            "  1:It did, or the demo could not be carried through; the logs are kept.",
            "  2:The command line is wrong."
        })
final class DemoCommand implements Callable<Integer> {

    private final Environment environment;

    @Option(
            names = "--server",
            order = 1,
            paramLabel = "SERVER",
            defaultValue = "payara",
            description = {
                "payara: Payara Server, the shop is redeployed by asadmin (default).",
                "wildfly: WildFly, the shop is redeployed by jboss-cli.",
                "micro: Payara Micro takes no commands from outside: behind a balancer that asks for readiness its "
                        + "process is stopped by SIGTERM and started again, plain, and after a drain."
            })
    private String server = "";

    @Option(
            names = "--rate",
            order = 2,
            paramLabel = "N",
            defaultValue = "120",
            description = "Requests a second, 10..1000 (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--seconds",
            order = 3,
            paramLabel = "N",
            defaultValue = "14",
            description = "How long the load flows in each part, 4..300, not counting the redeploy "
                    + "(default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--keep-logs", order = 4, description = "Keep the server's logs, also when all goes well.")
    private boolean keepLogs;

    DemoCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        DemoOptions options = options();
        boolean terminal = environment.isTerminal();
        try {
            return Demo.run(options, environment.out(), terminal, terminal ? Ansi.AUTO : Ansi.OFF)
                    ? ExitCode.DONE.number()
                    : ExitCode.FAILED.number();
        } catch (DemoFailure e) {
            throw new CommandFailure(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    private DemoOptions options() {
        try {
            return new DemoOptions(server(), rate, seconds, keepLogs);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private DemoOptions.Server server() {
        return switch (server.toLowerCase(Locale.ROOT)) {
            case "payara" -> DemoOptions.Server.PAYARA;
            case "wildfly" -> DemoOptions.Server.WILDFLY;
            case "micro" -> DemoOptions.Server.MICRO;
            default -> throw new IllegalArgumentException("server: " + server + " (expected payara, wildfly or micro)");
        };
    }
}
