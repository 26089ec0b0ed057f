package io.github.slackwater.cli;

import io.github.slackwater.core.State;
import java.time.Duration;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** How values are written for people. */
final class Text {

    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;
    private static final int TENTHS_BELOW_SECONDS = 100;

    private Text() {}

    /** {@code 3.2 s}, {@code 2 min 05 s} or {@code 3 h 12 min}. */
    static String duration(long millis) {
        long seconds = millis / 1_000;
        if (seconds < TENTHS_BELOW_SECONDS) {
            return "%d.%d s".formatted(seconds, millis % 1_000 / 100);
        }
        return seconds < HOUR
                ? "%d min %02d s".formatted(seconds / MINUTE, seconds % MINUTE)
                : "%d h %02d min".formatted(seconds / HOUR, seconds % HOUR / MINUTE);
    }

    /** The same without tenths, for what is redrawn every second: {@code 12 s}. */
    static String wholeSeconds(Duration duration) {
        return duration.toSeconds() < TENTHS_BELOW_SECONDS
                ? duration.toSeconds() + " s"
                : duration(duration.toMillis());
    }

    /** An ISO-8601 instant without the fractions of its second. */
    static String seconds(String instant) {
        return instant.replaceFirst("\\.\\d+Z$", "Z");
    }

    /**
     * Text that a client of the server chose, such as a path, made harmless: no control characters, which a terminal would
     * obey, and no beginning of picocli's markup.
     */
    static String harmless(String text) {
        StringBuilder harmless = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> harmless.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c));
        return harmless.toString().replace("@|", "@%7C");
    }

    /** What fits into so many columns; a mark in the last one tells that something is left out. */
    static String cut(String text, int columns) {
        if (text.length() <= columns) {
            return text;
        }
        int length = Math.max(0, columns - 1);
        // A character outside the first plane is never halved.
        return text.substring(0, length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length)
                + "~";
    }

    /** A state in its colour, where colours are wanted. */
    static String state(State state, Ansi ansi) {
        return state(state, state.name(), ansi);
    }

    /** A text about a state in the state's colour. */
    static String state(State state, String text, Ansi ansi) {
        return paint(text, style(state), ansi);
    }

    /** A state's colour. */
    static Style style(State state) {
        return switch (state) {
            case SERVING -> Style.fg_green;
            case LAME_DUCK, DRAINING -> Style.fg_yellow;
            case DRAINED -> Style.fg_cyan;
        };
    }

    /** A text in a style, where colours are wanted. */
    static String paint(String text, Style style, Ansi ansi) {
        return ansi.enabled() ? Style.on(style) + text + Style.reset.on() : text;
    }

    /** The first line only, without what the rest may hold. */
    static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
