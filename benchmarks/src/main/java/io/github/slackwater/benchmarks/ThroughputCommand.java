package io.github.slackwater.benchmarks;

import io.github.slackwater.benchmarks.Throughput.Pair;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/throughput}. */
@Command(
        name = "throughput",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts two real servers on free ports of 127.0.0.1, one of them with Slackwater, puts the same load on both in "
                    + "turn with wrk, then starts two more, and shows how their throughput, their slowest answers and the "
                    + "processor time of a request compare. On a machine that does other work the last varies least.",
            "",
            "An interval comes from the starts and from the pairs of each: the JIT makes of two equal servers two that "
                    + "differ, and more pairs of one start do not tell how much. --control tells how far apart two equal "
                    + "servers come out.",
            "",
            "Progress goes to the standard error, the table to the standard output."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "  0:Measured, and every request was answered.",
            "  1:It could not be measured: a server did not start, a request failed, or wrk is not installed.",
            "  2:The command line is wrong."
        })
public final class ThroughputCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--server",
            paramLabel = "SERVER",
            defaultValue = "payara",
            description = "payara, wildfly-37 or wildfly-39 (default: ${DEFAULT-VALUE}).")
    private String server = "";

    @Option(
            names = "--starts",
            paramLabel = "N",
            defaultValue = "6",
            description = "How often two servers are started, 1..20 (default: ${DEFAULT-VALUE}).")
    private int starts;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            defaultValue = "60",
            description = "Windows of each server at each start, 2..500 (default: ${DEFAULT-VALUE}).")
    private int pairs;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "The length of a window, 1..120: what else the machine does must not change within a pair (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "8",
            description = "Kept alive, one request after the other on each, 1..64 (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(names = "--control", description = "Neither has Slackwater: how equal two equal servers are.")
    private boolean control;

    private ThroughputCommand() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] arguments) {
        Console.runAndExit(commandLine(), arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new ThroughputCommand());
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ThroughputOptions options = options();
        List<List<Pair>> measured = new Throughput(
                        options,
                        Console.home(),
                        Console.progress(spec.commandLine().getErr()))
                .run();
        PrintWriter out = spec.commandLine().getOut();
        out.print(table(options, measured));
        out.flush();
        return 0;
    }

    private ThroughputOptions options() {
        try {
            return new ThroughputOptions(SoakServer.Kind.of(server), starts, pairs, seconds, connections, control);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    static String table(ThroughputOptions options, List<List<Pair>> starts) {
        StringBuilder table = new StringBuilder(
                "| %s, %d connections, %d pairs of %d s | with%s: a second, p99, processor time of one | without | ratios |%n|---|---|---|---|%n"
                        .formatted(
                                options.server().label(),
                                options.connections(),
                                options.pairs(),
                                options.seconds(),
                                options.control() ? "out (control)" : ""));
        for (int start = 0; start < starts.size(); start++) {
            List<Pair> pairs = starts.get(start);
            table.append(String.format(
                    Locale.ROOT,
                    "| start %d | %s | %s | %.3f, %.3f, %.3f |%n",
                    start + 1,
                    figures(pairs.stream().map(Pair::with).toList()),
                    figures(pairs.stream().map(Pair::without).toList()),
                    Ratio.mean(pairs, Pair::throughput),
                    Ratio.mean(pairs, Pair::p99),
                    Ratio.mean(pairs, Pair::cpu)));
        }
        return table.append(
                        "| **throughput**: geometric mean (95 %% of it) | | | %s |%n| **p99** | | | %s |%n| **processor time** | | | %s |%n"
                                .formatted(
                                        ratio(starts, Pair::throughput),
                                        ratio(starts, Pair::p99),
                                        ratio(starts, Pair::cpu)))
                .toString();
    }

    /** Of the window in the middle, for each figure. */
    private static String figures(List<Window> windows) {
        return String.format(
                Locale.ROOT,
                "%.0f, %.2f ms, %.1f us",
                median(windows, Window::perSecond),
                median(windows, Window::p99Millis),
                median(windows, Window::cpuMicros));
    }

    private static double median(List<Window> windows, ToDoubleFunction<Window> figure) {
        return windows.stream()
                .mapToDouble(figure)
                .sorted()
                .skip(windows.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private static Ratio ratio(List<List<Pair>> starts, Function<Pair, Double> figure) {
        return Ratio.of(starts.stream()
                .map(pairs -> pairs.stream().map(figure).toList())
                .toList());
    }
}
