package io.github.slackwater.cli;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that looks at one or several servers, again and again. */
abstract class FleetCommand<T> extends ServerCommand {

    @Mixin
    private final Pace pace = new Pace();

    @Mixin
    private final FleetOptions servers = new FleetOptions();

    @Option(names = "--json", order = 90, description = "Print JSON, one object on each line, instead of text.")
    private boolean json;

    FleetCommand(Environment environment) {
        super(environment);
    }

    @Override
    public final Integer call() {
        pace.validate();
        validate();
        List<Place> places = servers.places(environment());
        try (Fleet<T> fleet = new Fleet<>(places, this::look, System::nanoTime)) {
            return run(places, fleet).number();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }

    /** What is asked of a server that has been connected to. */
    abstract Look<T> look();

    /** The work. */
    abstract ExitCode run(List<Place> places, Fleet<T> fleet) throws InterruptedException;

    /**
     * Looks until the time is up, nobody reads any more what is printed, or no server is left that can come back.
     *
     * @param show gets what is seen, at each look
     * @throws CommandFailure if no server was ever reached, or none is left
     */
    final ExitCode repeat(Fleet<T> fleet, Consumer<List<Sight<T>>> show) throws InterruptedException {
        boolean[] reached = {false};
        @Nullable CommandFailure[] failure = {null};
        new Rounds().run(pace.interval(), pace.length(), () -> {
            List<Sight<T>> sights = look(fleet);
            show.accept(sights);
            reached[0] |= sights.stream().anyMatch(sight -> sight.value() != null);
            failure[0] = sights.stream()
                    .map(Sight::failure)
                    .filter(each -> each != null)
                    .findFirst()
                    .orElse(null);
            return !fleet.isOver() && !out().checkError();
        });
        CommandFailure last = failure[0];
        if (last != null && (fleet.isOver() || !reached[0])) {
            throw last;
        }
        return ExitCode.DONE;
    }

    private List<Sight<T>> look(Fleet<T> fleet) {
        try {
            return fleet.look(pace.patience());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted while waiting for an answer", e);
        }
    }

    final FleetOptions servers() {
        return servers;
    }

    final Pace pace() {
        return pace;
    }

    final boolean json() {
        return json;
    }

    @Override
    public Set<ExitCode> exitCodes() {
        Set<ExitCode> codes = super.exitCodes();
        codes.add(ExitCode.INTERRUPTED);
        return codes;
    }
}
