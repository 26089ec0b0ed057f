package io.github.slackwater.cli.rolling;

import java.util.List;

/** A fleet file that cannot be used; each line names the place, the value and what was expected. */
public final class FleetFileException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> lines;

    FleetFileException(List<String> lines) {
        super(lines.get(0));
        this.lines = List.copyOf(lines);
    }

    /** All that is wrong, in the order of the file: {@code fleet.yaml:3:18: max-unavailable: 0 (expected ...)}. */
    public List<String> lines() {
        return lines;
    }
}
