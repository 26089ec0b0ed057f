package io.github.slackwater.cli;

import picocli.CommandLine.Option;

/** The options of a redeploy, of one server or of many, that say whether it is only looked at, and what is printed. */
final class ReportOptions {

    @Option(names = "--dry-run", order = 88, description = "Look, print what would be done, and change nothing.")
    private boolean dryRun;

    @Option(
            names = {"-q", "--quiet"},
            order = 89,
            description = "Print nothing but errors; the exit code tells.")
    private boolean quiet;

    @Option(names = "--json", order = 90, description = "Print one JSON document instead of text.")
    private boolean json;

    boolean dryRun() {
        return dryRun;
    }

    boolean json() {
        return json;
    }

    /** Whether how it comes on is not told. */
    boolean quiet() {
        return quiet || json;
    }
}
