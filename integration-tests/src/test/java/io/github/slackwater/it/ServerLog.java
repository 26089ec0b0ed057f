package io.github.slackwater.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The log of a Payara, entry by entry: one begins with a date in brackets, may have many lines, and may be in colour. */
final class ServerLog {

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final Pattern BEGIN = Pattern.compile("(?m)^(?=\\[(#\\|)?\\d{4}-\\d\\d-\\d\\dT)");
    private static final Pattern LEVEL = Pattern.compile("\\b(WARNING|SEVERE)\\b");
    private static final Pattern STACK_TRACE = Pattern.compile("(?m)^\\s+at [\\w.$/]+\\(");

    private final Path file;

    ServerLog(Path file) {
        this.file = file;
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
            return List.of(BEGIN.split(COLOUR.matcher(text).replaceAll("")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Entries that name us and are warnings or errors, or carry a stack trace. */
    List<String> complaints(long from) {
        return entries(from).stream().filter(ServerLog::isComplaint).toList();
    }

    private static boolean isComplaint(String entry) {
        String firstLine = entry.lines().findFirst().orElse("");
        return entry.toLowerCase(Locale.ROOT).contains("slackwater")
                && (LEVEL.matcher(firstLine).find()
                        || STACK_TRACE.matcher(entry).find());
    }
}
