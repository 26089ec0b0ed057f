package io.github.slackwater.cli.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a server's own client prints goes to a file among the logs, as long as this is open: the screen is the demo's. */
final class ForeignOutput implements AutoCloseable {
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final PrintStream file;

    private ForeignOutput(PrintStream file) {
        this.file = file;
    }

    static ForeignOutput to(Path logs) {
        try {
            Files.createDirectories(logs);
            ForeignOutput foreign =
                    new ForeignOutput(new PrintStream(logs.resolve("client.log").toFile(), StandardCharsets.UTF_8));
            System.setOut(foreign.file);
            System.setErr(foreign.file);
            return foreign;
        } catch (IOException e) {
            throw new UncheckedIOException(logs + ": cannot be written to", e);
        }
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
        file.close();
    }
}
