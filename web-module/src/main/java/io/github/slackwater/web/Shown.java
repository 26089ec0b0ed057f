package io.github.slackwater.web;

import io.github.slackwater.core.OneLine;

/**
 * What a client sent, as we say it back: never longer than a line, and with nothing that a browser, a terminal or a log could take
 * for more than text. The JSON writer escapes the rest.
 */
final class Shown {

    private static final int MAX_LENGTH = 120;

    private Shown() {}

    static String of(String sent) {
        String cut = sent.length() <= MAX_LENGTH ? sent : sent.substring(0, MAX_LENGTH);
        String shown = OneLine.of(cut).replace("<", "\\u003c").replace(">", "\\u003e");
        return cut.equals(sent) ? shown : "%s... (%d characters)".formatted(shown, sent.length());
    }
}
