package io.github.slackwater.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;

/**
 * For a terminal: a block of lines that is redrawn in place, and stays at the end. The cursor stands below it, where the shell
 * goes on. For all threads.
 */
final class LiveScreen implements AutoCloseable {

    private static final String ESCAPE = "\u001B[";
    private static final String LINES_UP = "A\r";
    private static final String CLEAR_TO_LINE_END = ESCAPE + "K";
    private static final String CLEAR_BELOW = ESCAPE + "J";
    private static final String CLEAR_ALL = ESCAPE + "H" + ESCAPE + "2J";

    private final PrintWriter out;
    private final OnSignal signal = new OnSignal(this::interrupted);
    private TerminalSize drawnOn = TerminalSize.USUAL;
    private int drawn;
    private boolean ended;

    LiveScreen(PrintWriter out) {
        this.out = out;
    }

    /**
     * Draws in place of what was drawn before.
     *
     * @param lines none longer than the terminal is wide: one that wraps cannot be redrawn; those that are too many are left out
     */
    synchronized void draw(List<String> lines, TerminalSize size) {
        if (ended) {
            return;
        }
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            // The terminal itself has moved the lines when it was resized: nobody knows where they are now.
            text.append(size.equals(drawnOn) ? ESCAPE + drawn + LINES_UP : CLEAR_ALL);
        }
        // In one piece, and cleared behind what is written, so that nothing flickers.
        List<String> visible = visible(lines, size.rows() - 1);
        visible.forEach(line -> text.append(line).append(CLEAR_TO_LINE_END).append('\n'));
        out.print(text.append(CLEAR_BELOW));
        out.flush();
        drawn = visible.size();
        drawnOn = size;
    }

    private static List<String> visible(List<String> lines, int rows) {
        if (lines.size() <= rows) {
            return lines;
        }
        int shown = Math.max(0, rows - 1);
        return Stream.concat(lines.subList(0, shown).stream(), Stream.of("... %d more".formatted(lines.size() - shown)))
                .toList();
    }

    /** Nothing is drawn any more, and the shell goes on below the mark that the terminal has made. */
    private synchronized void interrupted() {
        ended = true;
        out.println();
        out.flush();
    }

    @Override
    public void close() {
        signal.close();
    }
}
