package io.github.slackwater.rig;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Those who have sessions. A visitor makes one visit at a time, because only then the right count is known; they take turns,
 * and as many are there as are needed at once. For all threads.
 */
final class Visitors {
    /** From the beginning: with fewer each session would see hundreds of visits between two redeploys, or none. */
    private static final int AT_FIRST = 50;

    private static final Pattern VISITS = Pattern.compile("\"visits\":(\\d{1,9})");

    private final boolean kept;
    private final Runnable lost;
    private final ConcurrentLinkedQueue<Visitor> free = new ConcurrentLinkedQueue<>();

    /**
     * Nobody has been anywhere yet.
     *
     * @param kept whether a lost session is a failure
     * @param lost is told of each
     */
    Visitors(boolean kept, Runnable lost) {
        this.kept = kept;
        this.lost = lost;
        for (int i = 0; i < AT_FIRST; i++) {
            free.add(new Visitor());
        }
    }

    Visitor next() {
        Visitor visitor = free.poll();
        return visitor == null ? new Visitor() : visitor;
    }

    /** A visit is over: what its answer is worth, now that the count is looked at. */
    Answer back(Visitor visitor, Answer answer) {
        Answer judged = answer.verdict() == Verdict.OK ? judge(visitor, answer) : answer;
        if (judged.verdict() != Verdict.OK) {
            visitor.forget(); // Nobody knows whether that visit was counted.
        }
        free.add(visitor);
        return judged;
    }

    private Answer judge(Visitor visitor, Answer answer) {
        Matcher matcher = VISITS.matcher(answer.body());
        int visits = matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
        int expected = visitor.visits() + 1;
        boolean anew = visits == 1 && expected > 1;
        if (anew) {
            lost.run();
        }
        if (anew && kept) {
            return failed(answer, "session lost", "visit " + expected + " was answered as the first");
        }
        if (!anew && visits != expected) {
            return failed(answer, "wrong visits", "visits: " + visits + " (expected " + expected + ")");
        }
        visitor.came(visits, answer.header("Set-Cookie"));
        return answer;
    }

    private static Answer failed(Answer answer, String reason, String detail) {
        return new Answer(
                answer.requestId(),
                answer.kind(),
                Verdict.FAILED,
                reason,
                detail,
                answer.status(),
                answer.headers(),
                answer.body(),
                answer.elapsed());
    }
}
