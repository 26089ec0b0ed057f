package io.github.slackwater.cli;

import io.github.slackwater.core.State;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What HAProxy's agent-check is told of a server, from what was seen of it last: one line in the words of HAProxy. For one
 * thread.
 */
final class AgentAnswer {

    /**
     * So long the last state still stands where a server does not answer, or an application is not there: a redeploy is no
     * reason to give up a node. A node that is dead is found by HAProxy's own check.
     */
    static final Duration TOLERANCE = Duration.ofSeconds(5);

    /** HAProxy takes one line of no more than its own buffer; a reason is read by people. */
    private static final int MOST_CHARACTERS = 80;

    private @Nullable State known;

    /** Without the line feed; in ASCII. */
    String of(Sight<State> sight) {
        State seen = sight.value();
        if (seen != null) {
            known = seen;
        } else if (sight.lasting().compareTo(TOLERANCE) >= 0 || sight.reach().isFinal()) {
            known = null;
        }
        State state = known;
        if (state == null) {
            return "down #" + reason(sight);
        }
        // Both words each time: "up" takes back a "down", "ready" takes back a "drain".
        return state == State.SERVING ? "up ready" : "up drain";
    }

    private static String reason(Sight<State> sight) {
        String reason = sight.problem().isEmpty() ? sight.reach().name() : sight.problem();
        return Text.cut(Text.harmless(reason).replaceAll("[^\\p{ASCII}]", "?"), MOST_CHARACTERS);
    }
}
