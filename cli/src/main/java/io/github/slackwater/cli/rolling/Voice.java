package io.github.slackwater.cli.rolling;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.UnaryOperator;

/** Tells how a roll comes on, line by line with the times. For all threads. */
public final class Voice {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final String ALL = "fleet";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean silent;
    private final UnaryOperator<String> harmless;
    private final Clock clock;

    /**
     * A voice.
     *
     * @param silent tells nothing but what went wrong
     * @param harmless takes from a text what a terminal would obey
     */
    public Voice(PrintWriter out, PrintWriter err, boolean silent, UnaryOperator<String> harmless, Clock clock) {
        this.out = out;
        this.err = err;
        this.silent = silent;
        this.harmless = harmless;
        this.clock = clock;
    }

    void say(String text) {
        say(ALL, text);
    }

    /** Of one node. */
    public synchronized void say(String node, String text) {
        if (!silent) {
            out.println("%s  %-9s %s".formatted(LocalTime.now(clock).format(TIME), node, harmless.apply(text)));
        }
    }

    /** What went wrong. */
    public void complain(String text) {
        complain(text, List.of());
    }

    /** The same, and what the server has said about it. */
    public synchronized void complain(String text, List<String> details) {
        err.println("slackwater: " + harmless.apply(text));
        details.forEach(line -> err.println("            | " + harmless.apply(line.strip())));
    }
}
