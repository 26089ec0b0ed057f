package io.github.slackwater.cli.redeploy;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Tells how a run comes on, line by line with the times, in the form of the scripts. */
public final class Journal {

    /**
     * One line.
     *
     * @param time of day
     * @param step the step's name
     * @param text what happened
     */
    public record Entry(String time, String step, String text) {}

    /** Hears all that is told, as it is told. */
    public interface Listener {

        /** A step begins; nothing of it was done yet. */
        void step(String step);

        void said(Entry entry);

        /** What went wrong, in the words of the entry. */
        void complained(String text, List<String> details);
    }

    private static final Listener NOBODY = new Listener() {
        @Override
        public void step(String step) {}

        @Override
        public void said(Entry entry) {}

        @Override
        public void complained(String text, List<String> details) {}
    };

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int MOST_DETAILS = 12;

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean silent;
    private final UnaryOperator<String> harmless;
    private final Clock clock;
    private final Listener listener;
    private final List<Entry> entries = new ArrayList<>();
    private String step = "check";

    /**
     * A journal.
     *
     * @param silent prints nothing but what went wrong
     * @param harmless takes from a text of the server what a terminal would obey
     */
    public Journal(PrintWriter out, PrintWriter err, boolean silent, UnaryOperator<String> harmless, Clock clock) {
        this(out, err, silent, harmless, clock, NOBODY);
    }

    private Journal(
            PrintWriter out,
            PrintWriter err,
            boolean silent,
            UnaryOperator<String> harmless,
            Clock clock,
            Listener listener) {
        this.out = out;
        this.err = err;
        this.silent = silent;
        this.harmless = harmless;
        this.clock = clock;
        this.listener = listener;
    }

    /** One that prints nothing, and leaves all to somebody else. */
    public static Journal of(Listener listener) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new Journal(
                nowhere, nowhere, true, UnaryOperator.identity(), Clock.system(ZoneId.systemDefault()), listener);
    }

    /** What is said from now on belongs to this step. */
    void step(String name) {
        listener.step(name);
        step = name;
    }

    String step() {
        return step;
    }

    void say(String text) {
        Entry entry = new Entry(LocalTime.now(clock).format(TIME), step, harmless.apply(text));
        entries.add(entry);
        listener.said(entry);
        if (!silent) {
            out.println("%s  %-9s %s".formatted(entry.time(), entry.step(), entry.text()));
        }
    }

    /** What went wrong, and the end of what the server has said about it. */
    void complain(String text, List<String> details) {
        err.println("slackwater: " + harmless.apply(text));
        List<String> lines = details.stream().filter(line -> !line.isBlank()).toList();
        lines = lines.subList(Math.max(0, lines.size() - MOST_DETAILS), lines.size());
        listener.complained(text, lines);
        for (String line : lines) {
            err.println("            | " + harmless.apply(line.strip()));
        }
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }
}
