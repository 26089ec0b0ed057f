package io.github.slackwater.cli;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.RequestInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slackwater top}. */
@Command(
        name = "top",
        description = {
            "Lists the requests in flight of all applications by age, oldest first.",
            "",
            "On a terminal the list is redrawn in place until Ctrl-C; elsewhere it is printed once, unless --for says "
                    + "how long. What is in flight after a drain timed out is told by slackwater requests --stragglers."
        },
        footer = {
            "",
            "Examples:",
            "  slackwater top",
            "  slackwater top --application shop --limit 10",
            "  slackwater top --stack shop-17",
            "  slackwater top --json | jq 'select(.ageMillis > 10000) | .path'"
        })
final class TopCommand extends FleetCommand<List<RequestInfo>> {

    private static final int MAX_LIMIT = 100_000;

    @Option(names = "--once", order = 3, description = "Print once and end.")
    private boolean once;

    @Option(
            names = {"-n", "--limit"},
            order = 4,
            paramLabel = "N",
            description = "Show the N oldest only, 1..100000.")
    private @Nullable Integer limit;

    @Option(
            names = "--stack",
            order = 5,
            paramLabel = "ID",
            description = "Instead of the list: the stack of the thread that works on this request.")
    private @Nullable String stack;

    TopCommand(Environment environment) {
        super(environment);
    }

    @Override
    void validate() {
        if (limit != null && (limit < 1 || limit > MAX_LIMIT)) {
            throw usage("--limit: %d (expected 1..%d)".formatted(limit, MAX_LIMIT));
        }
        if (pace().length() != null && (once || stack != null)) {
            throw usage("--for: not used with --once and --stack (expected one of them)");
        }
    }

    @Override
    Look<List<RequestInfo>> look() {
        return new RequestsLook(servers().applications());
    }

    @Override
    ExitCode run(List<Place> places, Fleet<List<RequestInfo>> fleet) throws InterruptedException {
        if (stack != null) {
            return printStack(places, stack);
        }
        boolean live = environment().isTerminal() && !json();
        if (once || (pace().length() == null && !live)) {
            return printOnce(fleet.look(patience(places)));
        }
        if (!live) {
            return repeat(fleet, this::print);
        }
        try (LiveScreen screen = new LiveScreen(out())) {
            return repeat(fleet, sights -> {
                TerminalSize size = environment().terminalSize();
                screen.draw(requests(sights).lines(Instant.now(), size.columns() - 1, ansi()), size);
            });
        }
    }

    /** Long enough to connect and to get the answers, each of which has a time limit of its own. */
    private static Duration patience(List<Place> places) {
        return places.get(0).timeout().multipliedBy(4);
    }

    private ExitCode printOnce(List<Sight<List<RequestInfo>>> sights) {
        boolean anySeen = sights.stream().anyMatch(sight -> sight.value() != null);
        for (Sight<?> sight : sights) {
            CommandFailure failure = sight.failure();
            if (failure != null && (!anySeen || json())) {
                throw failure;
            }
        }
        print(sights);
        return sights.stream()
                .map(Sight::failure)
                .filter(failure -> failure != null)
                .map(CommandFailure::exitCode)
                .findFirst()
                .orElse(ExitCode.DONE);
    }

    private void print(List<Sight<List<RequestInfo>>> sights) {
        TopRequests requests = requests(sights);
        List<String> lines = json() ? requests.json() : requests.lines(Instant.now(), Integer.MAX_VALUE, ansi());
        lines.forEach(out()::println);
    }

    private TopRequests requests(List<Sight<List<RequestInfo>>> sights) {
        return new TopRequests(sights, limit == null ? Integer.MAX_VALUE : limit);
    }

    private ExitCode printStack(List<Place> places, String id) {
        if (places.size() > 1) {
            throw usage("--stack: %s (expected one server, there are %d: %s)"
                    .formatted(
                            id,
                            places.size(),
                            String.join(", ", places.stream().map(Place::name).toList())));
        }
        try (Session session = Session.open(places.get(0), null)) {
            for (LifecycleMXBean operations : session.applications().values()) {
                for (RequestInfo request : operations.activeRequests()) {
                    if (request.id().equals(id)) {
                        RequestStack found = RequestStack.of(operations, request);
                        out().print(json() ? Json.line(found) + "\n" : found.text(ansi()));
                        out().flush();
                        return ExitCode.DONE;
                    }
                }
            }
        }
        throw new CommandFailure(
                ExitCode.NO_SUCH_REQUEST,
                "--stack: %s (expected the id of a request in flight; %s)"
                        .formatted(id, servers().commandLine("top --once")));
    }

    private static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }

    @Override
    public Set<ExitCode> exitCodes() {
        Set<ExitCode> codes = super.exitCodes();
        codes.add(ExitCode.NO_SUCH_REQUEST);
        return codes;
    }
}
