package io.github.slackwater.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * What the demo prints: one line a step, with the time since the begin, what is done, how long it took and what came of it.
 * On a terminal the line of the present step is redrawn until the step is over; elsewhere it is begun with the step and
 * completed at its end, so that both show the same text in the end. For all threads.
 */
final class Screen implements AutoCloseable {
    /** No line is longer: a wrapped line cannot be redrawn. */
    static final int WIDTH = 79;

    private static final int TEXT_WIDTH = 42;
    private static final long REDRAW_MILLIS = 200;
    private static final long LONG_START_NANOS = 20_000_000_000L;
    private static final String TO_LINE_START_AND_CLEAR = "\r\u001B[K";

    private final PrintWriter out;
    private final boolean terminal;
    private final Ansi ansi;
    private final LongSupplier nanoTime;
    private final long startNanos;
    private @Nullable Step open;
    private boolean closed;
    private boolean muted;

    /**
     * An empty screen; the time begins.
     *
     * @param terminal whether lines may be redrawn
     * @param ansi whether there are colours
     */
    Screen(PrintWriter out, boolean terminal, Ansi ansi, LongSupplier nanoTime) {
        this.out = out;
        this.terminal = terminal;
        this.ansi = ansi;
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
        if (terminal) {
            Thread thread = new Thread(this::keepRedrawing, "demo-screen");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private synchronized void keepRedrawing() {
        try {
            while (!closed) {
                redraw();
                TimeUnit.MILLISECONDS.timedWait(this, REDRAW_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Nobody does; then lines are drawn once only.
        }
    }

    /** A text in a style, where there are colours. */
    String paint(String text, Style style) {
        return ansi.enabled() ? Style.on(style) + text + Style.reset.on() : text;
    }

    synchronized void line(String text) {
        if (!muted) {
            out.println(text);
            out.flush();
        }
    }

    void heading(String title, String remark) {
        line(paint(title, Style.bold) + remark);
    }

    /** A line like that of a step, for what is known without waiting. */
    synchronized void fact(String text, Duration time, String remark) {
        line(clock(nanoTime.getAsLong()) + withTime(text, TEXT_WIDTH, time) + "  " + remark);
    }

    /** Begins a step; the one before must be over. */
    Step step(String text) {
        return step(text, () -> "");
    }

    /** Begins a step that takes much longer the first time; it says so when it does. */
    Step startingStep(String text) {
        long began = nanoTime.getAsLong();
        return step(text, () -> nanoTime.getAsLong() - began < LONG_START_NANOS ? "" : "first time: unpacks");
    }

    /**
     * Begins a step that shows figures while it lasts.
     *
     * @param figures called by another thread
     */
    synchronized Step step(String text, Supplier<String> figures) {
        Step step = new Step(text, figures, nanoTime.getAsLong());
        open = step;
        if (!muted && !terminal) {
            out.print(clock(step.beganNanos) + text);
            out.flush();
        }
        redraw();
        return step;
    }

    /** Prints nothing from now on, but first a last word on a line of its own. */
    synchronized void mute(String lastWord) {
        if (!muted) {
            breakLine();
            line(lastWord);
            muted = true;
        }
    }

    /** Ends the line of a step that never came to its end. */
    synchronized void breakLine() {
        if (open != null && !muted) {
            out.println();
            out.flush();
        }
        open = null;
    }

    @Override
    public synchronized void close() {
        breakLine();
        closed = true;
        notifyAll();
    }

    private synchronized void redraw() {
        if (terminal && open != null && !muted) {
            out.print(TO_LINE_START_AND_CLEAR + paint(cut(clock(open.beganNanos) + open.now()), Style.faint));
            out.flush();
        }
    }

    private String clock(long nanos) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos - startNanos);
        return String.format(Locale.ROOT, "%2d:%02d  ", seconds / 60, seconds % 60);
    }

    private static String cut(String text) {
        return text.length() <= WIDTH ? text : text.substring(0, WIDTH);
    }

    private static String withTime(String left, int width, Duration time) {
        return String.format(Locale.ROOT, "%-" + Math.max(1, width) + "s%7s", left, seconds(time));
    }

    /** An enumeration on as many lines as it takes, each indented by two. */
    void enumerate(List<String> parts) {
        StringBuilder current = new StringBuilder();
        for (String part : parts) {
            if (current.length() > 0 && current.length() + part.length() + 4 > WIDTH) {
                line(current + ",");
                current.setLength(0);
            }
            current.append(current.length() == 0 ? "  " : ", ").append(part);
        }
        line(current.toString());
    }

    /** {@code 3.2 s}. */
    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0);
    }

    /** Something that takes its time. */
    final class Step {
        private final String text;
        private final Supplier<String> figures;
        private final long beganNanos;
        private String more = "";

        private Step(String text, Supplier<String> figures, long beganNanos) {
            this.text = text;
            this.figures = figures;
            this.beganNanos = beganNanos;
        }

        /** Goes on in the text of the step; replaces what was said so before. */
        void more(String rest) {
            synchronized (Screen.this) {
                more = rest;
            }
            redraw();
        }

        void done() {
            done("");
        }

        /** The step is over, and this came of it. */
        void done(String remark) {
            done(remark, Style.reset);
        }

        void done(String remark, Style style) {
            synchronized (Screen.this) {
                if (open != this) {
                    return;
                }
                open = null;
                if (!muted) {
                    String begin = terminal ? TO_LINE_START_AND_CLEAR + clock(beganNanos) + text : "";
                    String end = remark.isEmpty() ? "" : "  " + (style == Style.reset ? remark : paint(remark, style));
                    out.println(begin + withTime(more, TEXT_WIDTH - text.length(), time()) + end);
                    out.flush();
                }
            }
        }

        private String now() {
            String live = figures.get();
            return withTime(text + more, TEXT_WIDTH, time()) + (live.isEmpty() ? "" : "  " + live);
        }

        private Duration time() {
            return Duration.ofNanos(nanoTime.getAsLong() - beganNanos);
        }
    }
}
