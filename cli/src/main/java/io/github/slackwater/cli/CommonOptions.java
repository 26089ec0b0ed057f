package io.github.slackwater.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The options of every command. */
final class CommonOptions {

    private static final String VERBOSE = "--verbose";

    @Option(
            names = {"-v", VERBOSE},
            order = 200,
            description = "Show the stack of an error.")
    @SuppressWarnings("unused") // read from the parse result
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            order = 201,
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean help;

    /** Whether it was given, before or after the name of the subcommand. */
    static boolean isVerbose(ParseResult parsed) {
        return parsed.asCommandLineList().stream()
                .anyMatch(command -> command.getParseResult().hasMatchedOption(VERBOSE));
    }
}
