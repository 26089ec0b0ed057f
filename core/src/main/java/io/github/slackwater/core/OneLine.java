package io.github.slackwater.core;

/**
 * Text of others, such as a request's path or a configured value, as it is shown: one line that can be read, in a log, a
 * terminal or a list. Never longer than some hundred characters; what is no printable character is written {@code \\u000a}.
 */
public final class OneLine {

    private static final int MAX_LENGTH = 500;

    private OneLine() {}

    /**
     * The text as one line; may be called from any thread.
     *
     * @param text of any length
     * @return the same text where nothing of it needs to change
     */
    public static String of(String text) {
        int end = Math.min(text.length(), MAX_LENGTH);
        int harmless = 0;
        while (harmless < end && isPlain(text.charAt(harmless))) {
            harmless++;
        }
        if (harmless == text.length()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(end + 32).append(text, 0, harmless);
        int at = harmless;
        while (at < end) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            if (isPrintable(character)) {
                shown.appendCodePoint(character);
            } else {
                shown.append(String.format("\\u%04x", character));
            }
        }
        return at < text.length()
                ? shown.append("... (")
                        .append(text.length())
                        .append(" characters)")
                        .toString()
                : shown.toString();
    }

    private static boolean isPlain(char character) {
        return character >= ' ' && character <= '~';
    }

    /** Also not those that turn the direction of writing, and halves of a character. */
    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
