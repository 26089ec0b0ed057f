package io.github.slackwater.cli;

import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code slackwater watch}. */
@Command(
        name = "watch",
        description = {
            "Follows one or several servers live, with their applications.",
            "",
            "A server that goes away is shown as such, and connected to again when it comes back, as in a rolling "
                    + "redeploy. Ends with Ctrl-C, with --for, or when no server is left that can come back: one that "
                    + "refuses the credentials is not tried again.",
            "",
            "On a terminal the table is redrawn in place. Elsewhere a line is printed at every change of state, "
                    + "also of one that came and went between two looks."
        },
        footer = {
            "",
            "ADM/S and REJ/S are the requests admitted and rejected per second since the",
            "look before. DRAIN is the number of the last drain and its outcome. OLDEST is",
            "the request that has been in flight longest: age, method, path.",
            "",
            "Examples:",
            "  slackwater watch",
            "  slackwater watch --jmx a:8686 --jmx b:8686 --user admin",
            "  slackwater watch --application shop --interval 5 >> shop.log",
            "  slackwater watch --json --for 60 | jq 'select(.gate.parked > 0)'"
        })
final class WatchCommand extends FleetCommand<ServerView> {

    WatchCommand(Environment environment) {
        super(environment);
    }

    @Override
    Look<ServerView> look() {
        return new ServerLook(servers().applications(), System::nanoTime);
    }

    @Override
    ExitCode run(List<Place> places, Fleet<ServerView> fleet) throws InterruptedException {
        if (json()) {
            return repeat(fleet, sights -> sights.forEach(this::printJson));
        }
        if (!environment().isTerminal()) {
            WatchLog log = new WatchLog();
            return repeat(fleet, sights -> log.changes(sights).forEach(out()::println));
        }
        try (LiveScreen screen = new LiveScreen(out())) {
            return repeat(fleet, sights -> draw(screen, sights));
        }
    }

    private void draw(LiveScreen screen, List<Sight<ServerView>> sights) {
        TerminalSize size = environment().terminalSize();
        screen.draw(WatchTable.lines(sights, Instant.now(), size.columns() - 1, ansi()), size);
    }

    private void printJson(Sight<ServerView> sight) {
        out().println(Json.line(WatchLine.of(sight)));
    }
}
