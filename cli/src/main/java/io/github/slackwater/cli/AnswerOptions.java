package io.github.slackwater.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that tell the answer of a new version from that of the old one. */
final class AnswerOptions {

    @Option(
            names = "--expect-text",
            order = 4,
            paramLabel = "TEXT",
            description = "Must be in the answer of the new version: best, its number.")
    private @Nullable String text;

    @Option(
            names = "--expect-header",
            order = 5,
            paramLabel = "NAME=VALUE",
            description = "Must be among the headers of that answer, with just this value.")
    private @Nullable String header;

    @Nullable
    String text() {
        return text;
    }

    @Nullable
    String header() {
        return header;
    }
}
