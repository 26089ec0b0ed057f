package io.github.slackwater.cli.balancer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Which setting to change, and to what. A line each. */
final class Advice {

    /** More than this is not needed. */
    private static final int AMPLE_SECONDS = 3;

    private static final String FASTER =
            "or make the balancer faster: HAProxy inter x fall, Apache hcinterval x hcfails (docs/balancers)";
    private static final String OTHERS =
            "if it is not the balancer that came, but checks or monitoring of the application's own paths: name them in slackwater.exempt-paths";

    private Advice() {}

    static List<String> inTime(Hold hold, Duration lastArrival) {
        int wanted = wanted(lastArrival);
        if (lastArrival.isZero()) {
            return List.of();
        }
        if (hold.minSeconds() < wanted) {
            return longer(
                    hold,
                    wanted,
                    ", so that a drain holds as long when little comes: after %d s without a request it closes"
                            .formatted(hold.quietSeconds()));
        }
        return hold.minSeconds() < wanted + AMPLE_SECONDS
                ? List.of()
                : List.of("%s: %d -> %d would do, and each drain be shorter"
                        .formatted(Hold.MIN, hold.minSeconds(), wanted));
    }

    static List<String> tooLate(Hold hold, Duration lastArrival) {
        List<String> advice = longer(hold, wanted(lastArrival), "");
        advice.add(FASTER);
        return advice;
    }

    private static List<String> longer(Hold hold, int wanted, String why) {
        List<String> advice = new ArrayList<>();
        if (hold.minSeconds() < wanted) {
            advice.add("%s: %d -> %d%s".formatted(Hold.MIN, hold.minSeconds(), wanted, why));
        }
        if (hold.maxSeconds() < wanted) {
            advice.add("%s: %d -> %d or more".formatted(Hold.MAX, hold.maxSeconds(), wanted));
        }
        if (hold.timeoutSeconds() > 0 && hold.timeoutSeconds() < 2 * wanted) {
            advice.add("the timeout of a drain: %d -> %d s or more, since the announcement takes half of it at the most"
                    .formatted(hold.timeoutSeconds(), 2 * wanted));
        }
        return advice;
    }

    /** With a second to spare. */
    private static int wanted(Duration lastArrival) {
        return (int) lastArrival.plusMillis(999).toSeconds() + 1;
    }

    static List<String> inPart(String path) {
        return List.of(
                "the balancer may go on sending sessions that belong here, as HAProxy does with ?draining=404 and with"
                        + " the state drain: have it ask " + path + " for 200 and 503, with option redispatch",
                OTHERS);
    }

    static List<String> goesOn(String path, boolean drained) {
        return List.of(
                "have the balancer ask " + path + ", which answers 503 from the announcement to the resume"
                        + " (docs/balancers)",
                "if it looks more seldom than that: --wait with a longer time",
                drained
                        ? "nginx asks nobody: whether it passed the refused requests on to another node, only the"
                                + " clients know (proxy_next_upstream http_503 non_idempotent)"
                        : "nginx asks nobody: slackwater.when-draining=reject, " + Hold.MAX
                                + "=0, and proxy_next_upstream http_503 non_idempotent (docs/balancers/nginx.conf)",
                OTHERS);
    }
}
