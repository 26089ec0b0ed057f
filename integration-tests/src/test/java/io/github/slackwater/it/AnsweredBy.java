package io.github.slackwater.it;

import io.github.slackwater.rig.Answer;
import io.github.slackwater.rig.Verdict;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which deployment of the shop gave how many right answers, as far as they tell: those to POST do not. */
final class AnsweredBy implements Consumer<Answer> {

    private static final Pattern INSTANCE = Pattern.compile("\"instance\":\"([^\"]*)\"");

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    @Override
    public void accept(Answer answer) {
        Matcher instance = INSTANCE.matcher(answer.body());
        if (answer.verdict() == Verdict.OK && instance.find()) {
            counts.merge(instance.group(1), 1, Integer::sum);
        }
    }

    int by(String instance) {
        return counts.getOrDefault(instance, 0);
    }

    /** The deployment that answers on a node itself. */
    static String instance(ServerUnderTest node, String application) {
        String body = node.get("/" + application + "/version").body();
        Matcher instance = INSTANCE.matcher(body);
        if (!instance.find()) {
            throw new AssertionError(node + ": " + body + " (expected an instance of " + application + ")");
        }
        return instance.group(1);
    }
}
