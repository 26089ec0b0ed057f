package io.github.slackwater.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A number as it was seen in the course of time, on one short line: the first, the last, and some in between. */
final class Series {
    private static final int MOST_SHOWN = 5;

    private final List<Integer> numbers = new ArrayList<>();

    void add(int number) {
        numbers.add(number);
    }

    @Override
    public String toString() {
        int shown = Math.min(numbers.size(), MOST_SHOWN);
        return IntStream.range(0, shown)
                .map(i -> shown == 1 ? 0 : i * (numbers.size() - 1) / (shown - 1))
                .mapToObj(i -> String.valueOf(numbers.get(i)))
                .collect(Collectors.joining(" "));
    }
}
