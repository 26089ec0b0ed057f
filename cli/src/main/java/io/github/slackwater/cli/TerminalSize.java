package io.github.slackwater.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much a terminal shows.
 *
 * @param columns of a line; the last one is better left free, some terminals wrap when it is written to
 * @param rows lines
 */
record TerminalSize(int columns, int rows) {

    /** Where it is not known. */
    static final TerminalSize USUAL = new TerminalSize(80, 24);

    private static final System.Logger LOG = System.getLogger(TerminalSize.class.getName());

    private static final Pattern ROWS_COLUMNS = Pattern.compile("\\s*(\\d{1,5}) (\\d{1,5})\\s*");

    /** Of the terminal at standard input, at this moment: a window can be resized. Takes a few milliseconds. */
    static TerminalSize ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "stty cannot be asked for the size of the terminal", e);
            return USUAL;
        }
    }

    /** Reads {@code 24 80}; a terminal that does not know its size says {@code 0 0}. */
    static TerminalSize parse(String sttySize) {
        Matcher matcher = ROWS_COLUMNS.matcher(sttySize);
        if (!matcher.matches()) {
            return USUAL;
        }
        int rows = Integer.parseInt(matcher.group(1));
        int columns = Integer.parseInt(matcher.group(2));
        return rows == 0 || columns == 0 ? USUAL : new TerminalSize(columns, rows);
    }
}
