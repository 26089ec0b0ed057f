package io.github.slackwater.cli;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.RequestInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Asks the applications of a server for their requests in flight. */
final class RequestsLook implements Look<List<RequestInfo>> {

    private final Set<String> chosen;
    private boolean first = true;

    /** @param chosen the names of the applications that are asked; empty for all */
    RequestsLook(Set<String> chosen) {
        this.chosen = chosen;
    }

    @Override
    public List<RequestInfo> look(Session session) {
        SortedMap<String, LifecycleMXBean> present = session.applications();
        if (present.isEmpty() && session.server().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NOT_DEPLOYED,
                    "Slackwater is not deployed in %s (expected the MBean slackwater:type=Lifecycle)"
                            .formatted(session.address()));
        }
        requireChosen(present.keySet());
        List<RequestInfo> all = new ArrayList<>();
        for (Map.Entry<String, LifecycleMXBean> each : present.entrySet()) {
            if (chosen.isEmpty() || chosen.contains(each.getKey())) {
                addIfThere(all, each.getValue());
            }
        }
        return List.copyOf(all);
    }

    /** A wrong name is told at once; one that was there may have gone for a while. */
    private void requireChosen(Collection<String> present) {
        for (String name : chosen) {
            if (first && !present.contains(name)) {
                throw new CommandFailure(
                        ExitCode.NOT_DEPLOYED,
                        "application: %s (expected one of: %s)".formatted(name, String.join(", ", present)));
            }
        }
        first = false;
    }

    private static void addIfThere(List<RequestInfo> all, LifecycleMXBean operations) {
        try {
            all.addAll(operations.activeRequests());
        } catch (CommandFailure e) {
            // One that was undeployed since the list was made has none any more.
            if (e.exitCode() != ExitCode.NOT_DEPLOYED) {
                throw e;
            }
        }
    }
}
