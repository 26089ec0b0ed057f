package io.github.slackwater.cli.rolling;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where every node of a roll stands: its stage, what it has answered last, and since when; and how many stand where, each number
 * at hand without a count. For one thread.
 */
final class Roster {

    /** What a node has answered last. */
    enum Answer {
        NONE_YET,
        GOOD,
        BAD
    }

    private final Stage[] stages;
    private final Answer[] answers;
    private final long[] answerSince;
    private final long[] stageSince;
    private final Map<Stage, Integer> inStage = new EnumMap<>(Stage.class);
    private int unseen;
    private int unavailable;
    private int waitingGood;

    /** @param now the time, as that of {@link System#nanoTime()} */
    Roster(List<Stage> stages, long now) {
        int nodes = stages.size();
        this.stages = stages.toArray(Stage[]::new);
        this.answers = new Answer[nodes];
        this.answerSince = new long[nodes];
        this.stageSince = new long[nodes];
        Arrays.fill(answers, Answer.NONE_YET);
        Arrays.fill(answerSince, now);
        Arrays.fill(stageSince, now);
        this.unseen = nodes;
        stages.forEach(stage -> inStage.merge(stage, 1, Integer::sum));
    }

    /** The one place where a stage or an answer changes: the counts follow. */
    void change(int node, Stage stage, Answer answer, long now) {
        count(node, -1);
        if (stages[node] != stage) {
            stageSince[node] = now;
        }
        if (answers[node] == Answer.NONE_YET) {
            unseen--;
        }
        if (answers[node] != answer) {
            answerSince[node] = now;
        }
        stages[node] = stage;
        answers[node] = answer;
        count(node, 1);
    }

    private void count(int node, int change) {
        inStage.merge(stages[node], change, Integer::sum);
        if (isUnavailable(node)) {
            unavailable += change;
        }
        if (stages[node] == Stage.WAITING && answers[node] == Answer.GOOD) {
            waitingGood += change;
        }
    }

    /** Whether it counts as away: by its stage, or since it does not answer. */
    boolean isUnavailable(int node) {
        return stages[node].isAway() || answers[node] == Answer.BAD;
    }

    int size() {
        return stages.length;
    }

    Stage stage(int node) {
        return stages[node];
    }

    Answer answer(int node) {
        return answers[node];
    }

    /** Since when the answer is what it is. */
    long answerSince(int node) {
        return answerSince[node];
    }

    /** Since when the stage is what it is. */
    long stageSince(int node) {
        return stageSince[node];
    }

    int count(Stage stage) {
        return inStage.getOrDefault(stage, 0);
    }

    /** How many have never answered, well or not. */
    int unseen() {
        return unseen;
    }

    /** How many count as away. */
    int unavailable() {
        return unavailable;
    }

    /** How many wait for their turn, and answer well. */
    int waitingGood() {
        return waitingGood;
    }
}
