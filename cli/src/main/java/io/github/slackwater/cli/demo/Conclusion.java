package io.github.slackwater.cli.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Help.Ansi.Style;

/** The end of the demo: the figures, and what they say to somebody who has seen nothing else. */
final class Conclusion {
    private final Screen screen;
    private final Comparison comparison;
    private final Path logs;

    /**
     * For one run.
     *
     * @param logs where the logs are, if they were kept
     */
    Conclusion(Screen screen, Comparison comparison, Path logs) {
        this.screen = screen;
        this.comparison = comparison;
        this.logs = logs;
    }

    void show() {
        screen.line("");
        comparison.table().forEach(screen::line);
        screen.line("");
        plain();
        drained();
        if (Files.exists(logs)) {
            screen.line("Logs: " + logs);
        }
        screen.line(comparison.resultLine());
    }

    private void plain() {
        long failed = comparison.plain().failed();
        if (failed == 0) {
            screen.line("1 Plain: none failed this time, so there is nothing to compare with.");
            screen.line("  Try a higher --rate.");
            return;
        }
        String figures =
                "1 Plain: %d of %d failed".formatted(failed, comparison.plain().sent());
        screen.line(screen.paint(figures, Style.fg_red) + ". The balancer heard of the " + comparison.change()
                + " too late:");
        screen.enumerate(comparison.plainFailures());
    }

    private void drained() {
        if (comparison.passed()) {
            screen.line(screen.paint("2 Drained: none failed", Style.fg_green)
                    + ". The balancer heard of it first, and what was in flight");
            screen.line("  ended. %d sent to the closed gate on purpose were refused before anything was"
                    .formatted(comparison.late().size()));
            screen.line("  done for them: 503 + Retry-After, so that a balancer tries another server.");
        } else {
            screen.line(screen.paint("2 Drained: not what it should be", Style.fg_red) + ":");
            screen.enumerate(comparison.drainedFailures());
            screen.line("  Please report this with the logs.");
        }
    }
}
