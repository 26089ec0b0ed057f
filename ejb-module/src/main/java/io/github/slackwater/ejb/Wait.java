package io.github.slackwater.ejb;

import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.Outcome;
import io.github.slackwater.core.RequestInfo;
import io.github.slackwater.core.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one line in the log says about a departure that was held up. Used by one thread. */
final class Wait {

    private static final System.Logger LOG = System.getLogger(Departures.class.getName());

    private final String what;
    private final Map<String, Integer> inFlight = new LinkedHashMap<>();
    private final Map<String, DrainReport> reports = new LinkedHashMap<>();
    private boolean waited;

    /** @param what happens, for example {@code deployment shop goes} */
    Wait(String what) {
        this.what = what;
    }

    /** Before the drain of an application begins. */
    void begin(String application, LifecycleMXBean operations) {
        inFlight.put(application, operations.getActiveRequests());
        waited |= operations.getState() != State.DRAINED;
    }

    /** The drain has ended, or the time for it. */
    void end(String application, DrainReport report) {
        reports.put(application, report);
    }

    void log() {
        if (waited) {
            boolean complete = reports.values().stream().allMatch(report -> report.outcome() == Outcome.DRAINED);
            LOG.log(
                    complete ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                    "Slackwater: " + what + ". "
                            + reports.entrySet().stream()
                                    .map(entry -> sentence(entry.getKey(), entry.getValue()))
                                    .collect(Collectors.joining("; ")));
        }
    }

    private String sentence(String application, DrainReport report) {
        Stream<String> stragglers = report.stragglers().stream().map(Wait::describe);
        return Stream.concat(
                        Stream.of("%s, with %d in flight at first: %s"
                                .formatted(application, inFlight.get(application), report.message())),
                        stragglers)
                .collect(Collectors.joining(", "));
    }

    private static String describe(RequestInfo request) {
        return "%s %s (%s, %.1f s)"
                .formatted(request.method(), request.path(), request.id(), request.ageMillis() / 1000.0);
    }
}
