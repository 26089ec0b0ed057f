package io.github.slackwater.benchmarks;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/** What the commands of this module share: where the project is, and where their words go. */
final class Console {

    /** System property: the project's folder; the scripts set it. */
    private static final String HOME_PROPERTY = "slackwater.home";

    /** Held, so that its level is. */
    private static final Logger CHATTER = Logger.getLogger("org");

    private Console() {}

    /** Runs the command and exits with its code; only its figures go to the standard output. */
    static void runAndExit(CommandLine command, String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        System.setOut(System.err); // WildFly's client prints warnings: they must not come between the figures.
        CHATTER.setLevel(Level.WARNING);
        System.exit(command.setOut(out).execute(arguments));
    }

    static Path home() {
        return Path.of(System.getProperty(HOME_PROPERTY, ""));
    }

    /** Writes each line with the minutes and seconds that have passed since this call. */
    static Consumer<String> progress(PrintWriter to) {
        long began = System.nanoTime();
        return text -> {
            long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
            to.printf("%2d:%02d  %s%n", seconds / 60, seconds % 60, text);
            to.flush();
        };
    }

    /** @throws IllegalArgumentException naming the option and its range */
    static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s: %d (expected %d..%d)".formatted(name, value, least, most));
        }
    }
}
