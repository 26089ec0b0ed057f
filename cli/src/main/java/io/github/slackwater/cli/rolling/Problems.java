package io.github.slackwater.cli.rolling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** What is wrong with a file, each with its line and column. */
final class Problems {

    /** More than these help nobody. */
    private static final int MOST = 20;

    private record Problem(int line, int column, String text) {}

    private final String file;
    private final List<Problem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(Optional<Mark> mark, String text) {
        // A mark counts from 0, editors count from 1.
        add(mark.map(Mark::getLine).orElse(0) + 1, mark.map(Mark::getColumn).orElse(0) + 1, text);
    }

    void add(int line, int column, String text) {
        found.add(new Problem(line, column, text));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    FleetFileException thrown() {
        return new FleetFileException(found.stream()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .limit(MOST)
                .map(problem -> "%s:%d:%d: %s".formatted(file, problem.line, problem.column, problem.text))
                .toList());
    }
}
