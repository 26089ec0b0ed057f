package io.github.slackwater.cli;

import io.github.slackwater.core.State;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** For a terminal: one line that is redrawn, and stays when the state changes. */
final class LiveProgress implements DrainProgress {

    /** A longer line would wrap, and a wrapped line cannot be redrawn. */
    private static final int WIDTH = 79;

    private static final String TO_LINE_START_AND_CLEAR = "\r\u001B[K";

    private final PrintWriter out;
    private final Ansi ansi;
    private @Nullable State shown;

    LiveProgress(PrintWriter out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    @Override
    public void show(Sample sample) {
        State state = sample.state();
        if (shown != null && shown != state) {
            out.println();
        }
        shown = state;
        String name = "%-9s".formatted(state);
        String rest = Text.cut(" " + sample.line(), WIDTH - name.length());
        out.print(TO_LINE_START_AND_CLEAR + Text.state(state, name, ansi) + rest);
        out.flush();
    }

    @Override
    public void end() {
        if (shown != null) {
            out.println();
            shown = null;
        }
    }
}
