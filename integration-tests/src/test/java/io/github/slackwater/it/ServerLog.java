package io.github.slackwater.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The log of a server, entry by entry: one begins with a date, may have many lines, and may be in colour. */
final class ServerLog {

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    /** The shop that {@link RedeployIT} deploys without the filter, to see it lose requests. */
    private static final Pattern UNCOVERED = Pattern.compile("\\bplain\\.war\\b|/plain/");

    private static final Pattern STACK_TRACE = Pattern.compile("(?m)^\\s+at [\\w.$/]+\\(");

    /**
     * Payara scans the classes of an archive on other threads, and under load closes it before they have come to their end:
     * it names the class or the jar that they had in hand, and goes on.
     */
    private static final Pattern CLOSED_UNDER_ITS_READERS = Pattern.compile(
            "Exception while (visiting|parsing file) \\S+.*\\s.*(?i:(zip ?file|stream|inflater has been) closed)"
                    + "|result fault org\\.glassfish\\.hk2\\.classmodel\\.reflect\\.Parser");

    private final Path file;
    private final LogFormat format;

    ServerLog(Path file, LogFormat format) {
        this.file = file;
        this.format = format;
    }

    /** How long it is, to look only at what comes later. */
    long length() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> entries(long from) {
        try {
            byte[] all = Files.readAllBytes(file);
            int start = (int) Math.min(from, all.length);
            String text = new String(all, start, all.length - start, StandardCharsets.UTF_8);
            return List.of(format.split(COLOUR.matcher(text).replaceAll("")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Entries that name us, or what we cover, and are warnings or errors, or carry a stack trace. */
    List<String> complaints(long from) {
        return entries(from).stream().filter(this::isComplaint).toList();
    }

    private boolean isComplaint(String entry) {
        String firstLine = entry.lines().findFirst().orElse("");
        return entry.toLowerCase(Locale.ROOT).contains("slackwater")
                && !UNCOVERED.matcher(entry).find()
                && (format.isComplaint(firstLine) || STACK_TRACE.matcher(entry).find())
                && !CLOSED_UNDER_ITS_READERS.matcher(entry).find();
    }
}
