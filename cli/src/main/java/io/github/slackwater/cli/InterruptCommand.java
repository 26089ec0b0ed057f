package io.github.slackwater.cli;

import io.github.slackwater.core.InterruptReport;
import io.github.slackwater.core.InterruptReport.Action;
import io.github.slackwater.core.LifecycleMXBean;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slackwater interrupt}. */
@Command(
        name = "interrupt",
        description = {
            "The hammer for requests that do not end.",
            "Interrupts the thread of a request, or ends its asynchronous processing with 503. "
                    + "A thread that ignores interruption goes on."
        })
final class InterruptCommand extends RemoteCommand {

    @Option(names = "--stragglers", order = 1, description = "Every request still in flight after a drain timed out.")
    private boolean stragglers;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "These requests; slackwater requests lists them.")
    private List<String> ids = List.of();

    private boolean unknown;

    InterruptCommand(Environment environment) {
        super(environment);
    }

    @Override
    void validate() {
        if (stragglers != ids.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "interrupt: %s (expected request ids, or --stragglers)".formatted(given()));
        }
    }

    private String given() {
        return stragglers ? "both " + String.join(" ", ids) + " and --stragglers" : "no request";
    }

    @Override
    ExitCode run(Session session) {
        LifecycleMXBean lifecycle = session.lifecycle();
        List<InterruptReport> reports = stragglers
                ? lifecycle.interruptStragglers()
                : ids.stream().map(id -> interrupt(lifecycle, id)).toList();
        if (json()) {
            out().println(Json.of(reports));
        } else if (reports.isEmpty()) {
            out().println("No stragglers.");
        } else {
            Table table = new Table("ID", "ACTION", "DETAIL");
            reports.forEach(report -> table.add(report.id(), report.action().name(), report.detail()));
            out().print(table.render(ansi()));
            out().flush();
        }
        return unknown || reports.stream().anyMatch(report -> report.action() == Action.NOT_POSSIBLE)
                ? ExitCode.NO_SUCH_REQUEST
                : ExitCode.DONE;
    }

    /** One id that is not known must not hide what was done to the others. */
    private InterruptReport interrupt(LifecycleMXBean lifecycle, String id) {
        try {
            return lifecycle.interrupt(id);
        } catch (IllegalArgumentException e) {
            unknown = true;
            return new InterruptReport(id, Action.ALREADY_GONE, "no request in flight has this id");
        }
    }

    @Override
    public Set<ExitCode> exitCodes() {
        Set<ExitCode> codes = super.exitCodes();
        codes.add(ExitCode.NO_SUCH_REQUEST);
        return codes;
    }
}
