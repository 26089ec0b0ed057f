package io.github.slackwater.cli;

import io.github.slackwater.core.State;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slackwater agent}. */
@Command(
        name = "agent",
        description = {
            "Answers HAProxy's agent-check for a server or one application.",
            "",
            "Listens on a port and says one line to whoever connects: \"up ready\" while it serves, \"up drain\" from "
                    + "the announcement of a drain until the resume, \"down #why\" where it has not been reached, or "
                    + "the application has not been there, for 5 seconds.",
            "",
            "Runs until Ctrl-C, and prints a line at each change. The server may go away and come back, so it is named "
                    + "by its address. One that refuses the credentials is not tried again: that ends the command."
        },
        footer = {
            "",
            "Example, and the line of haproxy.cfg that goes with it:",
            "  slackwater agent --listen 127.0.0.1:9101 --jmx localhost:8686 --user admin",
            "  server one 127.0.0.1:8080 check agent-check agent-port 9101 agent-inter 1s"
        })
final class AgentCommand implements Callable<Integer>, WithExitCodes {

    /** Between two looks at the server. */
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Environment environment;

    @Option(
            names = "--listen",
            order = 1,
            required = true,
            paramLabel = "HOST:PORT",
            description = "Where to listen; port 0 for one that is free. Whoever reaches it learns the state.")
    private String listen = "";

    @Mixin
    private final TargetOptions target = new TargetOptions();

    private final AgentAnswer answer = new AgentAnswer();
    private volatile String line = "";

    AgentCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        InetSocketAddress address = AgentPort.address(listen);
        Place place = target.address(environment);
        try (WatchedServer<State> server =
                new WatchedServer<>(place, () -> new AgentLook(target.application()), System::nanoTime)) {
            // HAProxy takes no notice of an agent that is not there yet, but would believe one that does not know.
            look(server, place.timeout());
            try (AgentPort port = AgentPort.open(address, () -> line)) {
                print("listening on " + port.address());
                print(line);
                new Rounds().run(INTERVAL, null, () -> {
                    look(server, PATIENCE);
                    return true;
                });
            }
            return ExitCode.DONE.number();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }

    private void look(WatchedServer<State> server, Duration patience) {
        server.begin();
        Sight<State> sight = await(server, patience);
        CommandFailure failure = sight.failure();
        if (failure != null && sight.reach().isFinal()) {
            throw failure;
        }
        String now = answer.of(sight);
        boolean changed = !line.isEmpty() && !now.equals(line);
        line = now;
        if (changed) {
            print(now);
        }
    }

    private static Sight<State> await(WatchedServer<State> server, Duration patience) {
        try {
            return server.await(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted while waiting for an answer", e);
        }
    }

    private void print(String text) {
        environment.out().println(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + "  " + text);
    }

    @Override
    public Set<ExitCode> exitCodes() {
        return EnumSet.of(ExitCode.FAILED, ExitCode.USAGE, ExitCode.REFUSED, ExitCode.INTERRUPTED);
    }
}
