package io.github.slackwater.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The log of a Payara, entry by entry: one begins with a date in brackets and may have many lines. */
final class ServerLog {

    private static final Pattern BEGIN = Pattern.compile("(?m)^(?=\\[(#\\|)?\\d{4}-\\d\\d-\\d\\dT)");
    private static final Pattern SEVERE = Pattern.compile("\\b(WARNING|SEVERE)\\b");

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
            return List.of(BEGIN.split(new String(all, start, all.length - start, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Entries that name us and are warnings or errors, or carry a stack trace. */
    List<String> complaints(long from) {
        List<String> complaints = new ArrayList<>();
        for (String entry : entries(from)) {
            boolean ours = entry.toLowerCase(Locale.ROOT).contains("slackwater");
            boolean bad = SEVERE.matcher(firstLine(entry)).find() || entry.contains("\n\tat ");
            if (ours && bad) {
                complaints.add(entry);
            }
        }
        return complaints;
    }

    private static String firstLine(String entry) {
        int end = entry.indexOf('\n');
        return end < 0 ? entry : entry.substring(0, end);
    }
}
