package io.github.slackwater.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/soak}. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Redeploys an application again and again under load, on a real server that it starts on free ports of "
                    + "127.0.0.1, and shows what clients lost, how long they waited, and what the server kept.",
            "",
            "Progress goes to the standard error, the tables to the standard output."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "  0:Nothing failed, or it was run --without.",
            "  1:Something failed, or the soak could not be carried through.",
            "  2:The command line is wrong."
        })
public final class SoakCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--server",
            paramLabel = "SERVER",
            defaultValue = "payara",
            description = "payara, wildfly-37 or wildfly-39 (default: ${DEFAULT-VALUE}).")
    private String server = "";

    @Option(
            names = "--redeploys",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many, 1..1000 (default: ${DEFAULT-VALUE}).")
    private int redeploys;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "250",
            description = "Requests a second, 10..1000 (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--streams",
            paramLabel = "N",
            defaultValue = "50",
            description = "Server-Sent Event streams that are kept open, 0..500 (default: ${DEFAULT-VALUE}).")
    private int streams;

    @Option(
            names = "--pause",
            paramLabel = "SECONDS",
            defaultValue = "3",
            description = "From the end of a redeploy to the next, 1..60 (default: ${DEFAULT-VALUE}).")
    private int pause;

    @Option(names = "--without", description = "Without Slackwater, to compare.")
    private boolean without;

    @Option(
            names = "--keep-sessions",
            description = "Redeploy with --keepstate=true (Payara); a lost session is a failure then.")
    private boolean keepSessions;

    @Option(names = "--json", description = "One JSON document in place of the tables.")
    private boolean json;

    private SoakCommand() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] arguments) {
        Console.runAndExit(commandLine(), arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new SoakCommand());
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        SoakOptions options = options();
        PrintWriter progress = spec.commandLine().getErr();
        SoakResult result = new Soak(options, Console.home(), Console.progress(progress)).run();
        PrintWriter out = spec.commandLine().getOut();
        result.load()
                .samples()
                .forEach(answer ->
                        progress.println(answer.kind().label() + ": " + answer.reason() + ": " + answer.detail()));
        progress.println(result.load().table());
        progress.flush();
        out.println(json ? json(result) : Tables.markdown(result));
        out.flush();
        return result.passed() || without ? 0 : 1;
    }

    private SoakOptions options() {
        try {
            return new SoakOptions(SoakServer.Kind.of(server), redeploys, rate, streams, pause, !without, keepSessions);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static String json(SoakResult result) throws JsonProcessingException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("server", result.server());
        document.put("slackwater", Tables.with(result));
        document.put("passed", result.passed());
        document.put("figures", Tables.values(result));
        document.put("before", figures(result.before()));
        document.put("settled", figures(result.settled()));
        document.put("end", figures(result.end()));
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document);
    }

    private static Map<String, Long> figures(Vitals vitals) {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("heapBytes", vitals.heapBytes());
        figures.put("loadedClasses", vitals.loadedClasses());
        figures.put("classLoaders", vitals.classLoaders());
        figures.put("shops", vitals.shops());
        figures.put("ours", vitals.ours());
        figures.put("threads", vitals.threads());
        figures.put("mbeans", vitals.mbeans());
        return figures;
    }
}
