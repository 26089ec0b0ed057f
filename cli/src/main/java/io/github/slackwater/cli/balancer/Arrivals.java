package io.github.slackwater.cli.balancer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What came to a node after its announcement, as it was counted at each look, and when a drain with the settings in force
 * would have closed. A request counts as having come at the look that saw it: never earlier than it did.
 */
final class Arrivals {

    private record Look(Duration at, long count) {}

    private final Hold hold;
    private final List<Look> looks = new ArrayList<>(List.of(new Look(Duration.ZERO, 0)));
    private Duration last = Duration.ZERO;
    private boolean closed;
    private Duration closes;
    private long beforeClosing;

    Arrivals(Hold hold) {
        this.hold = hold;
        this.closes = hold.length(Duration.ZERO);
    }

    /**
     * A look.
     *
     * @param at since the announcement
     * @param count the requests that have come since then, in all
     */
    void see(Duration at, long count) {
        long before = count();
        // Where a request came between the two looks, it is taken to have come too late for the drain.
        if (!closed && at.compareTo(closes) >= 0) {
            closed = true;
            beforeClosing = before;
        }
        if (count > before) {
            last = at;
            closes = closed ? closes : hold.length(last);
        }
        looks.add(new Look(at, count));
    }

    /** How many have come. */
    long count() {
        return latest().count;
    }

    /** When the last one came; zero where none did. */
    Duration last() {
        return last;
    }

    /** How long it has been since. */
    Duration quiet() {
        return latest().at.minus(last);
    }

    /** When a drain would have closed; with what is known so far. */
    Duration closes() {
        return closes;
    }

    /** How many came after that. */
    long late() {
        return closed ? count() - beforeClosing : 0;
    }

    /** How many have come a second, over so long until now. */
    double perSecond(Duration window) {
        Duration from = latest().at.minus(window);
        Look first = looks.get(0);
        for (Look look : looks) {
            first = look.at.compareTo(from) <= 0 ? look : first;
        }
        long millis = Math.max(1, latest().at.minus(first.at).toMillis());
        return (count() - first.count) * 1e3 / millis;
    }

    private Look latest() {
        return looks.get(looks.size() - 1);
    }
}
