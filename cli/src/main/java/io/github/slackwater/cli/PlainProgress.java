package io.github.slackwater.cli;

import io.github.slackwater.core.State;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** For a log: a line at every change of state, and every five seconds. */
final class PlainProgress implements DrainProgress {

    private static final long EVERY_MILLIS = 5_000;

    private final PrintWriter out;
    private @Nullable State shown;
    private long shownMillis;

    PlainProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void show(Sample sample) {
        if (sample.state() == shown && sample.elapsedMillis() - shownMillis < EVERY_MILLIS) {
            return;
        }
        shown = sample.state();
        shownMillis = sample.elapsedMillis();
        out.println("%8s  %-9s %s".formatted(Text.duration(sample.elapsedMillis()), sample.state(), sample.line()));
    }
}
