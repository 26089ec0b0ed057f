package io.github.slackwater.cli.demo;

import io.github.slackwater.rig.LoadReport;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Help.Ansi.Style;

/** The end of the demo on one node: the figures, and two lines that say it all. */
final class SideBySideConclusion {
    private final Screen screen;
    private final SideBySide parts;
    private final Path logs;

    /**
     * For one run.
     *
     * @param logs where the logs are, if they were kept
     */
    SideBySideConclusion(Screen screen, SideBySide parts, Path logs) {
        this.screen = screen;
        this.parts = parts;
        this.logs = logs;
    }

    void show() {
        LoadReport without = parts.without().load();
        LoadReport with = parts.with().load();
        screen.line("");
        parts.table().forEach(screen::line);
        screen.line("");
        if (without.failed() > 0) {
            screen.line("Without Slackwater clients got:");
            screen.enumerate(Rows.failures(without.failures()));
        }
        if (parts.passed()) {
            screen.line("With it %d requests were parked, without a thread, and the new version"
                    .formatted(parts.with().parked()));
            screen.line("answered them; pid, port and open connections stayed.");
        } else {
            screen.line("With it this went wrong; please report it with the logs:");
            screen.enumerate(Rows.failures(with.failures()));
            screen.line("  refused: %d, parked: %d"
                    .formatted(with.refused(), parts.with().parked()));
        }
        if (Files.exists(logs)) {
            screen.line("Logs: " + logs);
        }
        screen.line("");
        screen.line("without: " + screen.paint(SideBySide.failed(without), style(without.failed() == 0)));
        screen.line("with: " + screen.paint(SideBySide.failed(with), style(parts.passed())));
        screen.line(parts.resultLine());
    }

    private static Style style(boolean good) {
        return good ? Style.fg_green : Style.fg_red;
    }
}
