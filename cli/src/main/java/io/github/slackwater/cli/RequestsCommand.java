package io.github.slackwater.cli;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.RequestInfo;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slackwater requests}. */
@Command(name = "requests", description = "Lists the requests in flight, oldest first.")
final class RequestsCommand extends RemoteCommand {

    @Option(names = "--stacks", order = 1, description = "Show the stack of each request's thread too.")
    private boolean stacks;

    @Option(names = "--stragglers", order = 2, description = "Only those still in flight after a drain timed out.")
    private boolean stragglers;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Only these requests.")
    private List<String> ids = List.of();

    RequestsCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode run(Session session) {
        LifecycleMXBean lifecycle = session.lifecycle();
        List<RequestInfo> requests = chosen(stragglers ? lifecycle.stragglers() : lifecycle.activeRequests());
        if (stacks) {
            List<RequestStack> withStacks = requests.stream()
                    .map(request -> RequestStack.of(lifecycle, request))
                    .toList();
            if (json()) {
                out().println(Json.of(withStacks));
            } else {
                withStacks.forEach(this::print);
                printIfNone(requests);
            }
        } else if (json()) {
            out().println(Json.of(requests));
        } else {
            if (!requests.isEmpty()) {
                out().print(RequestTable.of(requests, ansi()));
                out().flush();
            }
            printIfNone(requests);
        }
        return ExitCode.DONE;
    }

    private List<RequestInfo> chosen(List<RequestInfo> all) {
        Set<String> known = all.stream().map(RequestInfo::id).collect(Collectors.toSet());
        for (String id : ids) {
            if (!known.contains(id)) {
                throw new CommandFailure(
                        ExitCode.NO_SUCH_REQUEST,
                        "ID: %s (expected the id of a request in flight; %s)"
                                .formatted(id, target().commandLine("requests")));
            }
        }
        return ids.isEmpty()
                ? all
                : all.stream().filter(request -> ids.contains(request.id())).toList();
    }

    private void print(RequestStack request) {
        out().println(request.text(ansi()));
    }

    private void printIfNone(List<RequestInfo> requests) {
        if (requests.isEmpty()) {
            out().println(stragglers ? "No stragglers." : "Nothing in flight.");
        }
    }

    @Override
    public Set<ExitCode> exitCodes() {
        Set<ExitCode> codes = super.exitCodes();
        codes.add(ExitCode.NO_SUCH_REQUEST);
        return codes;
    }
}
