package io.github.slackwater.web;

/** What a client sent, as we say it back: never longer than a line. The JSON writer escapes it. */
final class Shown {

    private static final int MAX_LENGTH = 120;

    private Shown() {}

    static String of(String sent) {
        return sent.length() <= MAX_LENGTH
                ? sent
                : "%s... (%d characters)".formatted(sent.substring(0, MAX_LENGTH), sent.length());
    }
}
