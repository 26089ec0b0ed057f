package io.github.slackwater.web;

/**
 * What a client sent, as we say it back: never longer than a line, and with nothing that a browser, a terminal or a log could take
 * for more than text. The JSON writer escapes the rest.
 */
final class Shown {

    private static final int MAX_LENGTH = 120;

    private Shown() {}

    static String of(String sent) {
        String cut = sent.length() <= MAX_LENGTH ? sent : sent.substring(0, MAX_LENGTH);
        StringBuilder shown = new StringBuilder(cut.length());
        cut.codePoints().forEach(character -> {
            if (isHarmless(character)) {
                shown.appendCodePoint(character);
            } else {
                shown.append(String.format("\\u%04x", character));
            }
        });
        return sent.length() <= MAX_LENGTH ? shown.toString() : "%s... (%d characters)".formatted(shown, sent.length());
    }

    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> character != '<' && character != '>';
        };
    }
}
