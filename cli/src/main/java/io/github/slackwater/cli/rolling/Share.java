package io.github.slackwater.cli.rolling;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a fleet, as a number of nodes or in percent.
 *
 * @param amount 1 or more nodes, or 1 to 100 percent
 * @param percent whether it is in percent
 */
public record Share(int amount, boolean percent) {

    /** What can be written, in words. */
    static final String EXPECTED = "1 or more nodes, or 1% to 100%";

    private static final int ALL = 100;
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(%?)");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Share {
        if (amount < 1 || (percent && amount > ALL)) {
            throw new IllegalArgumentException("%d%s (expected %s)".formatted(amount, percent ? "%" : "", EXPECTED));
        }
    }

    /** Reads {@code 3} or {@code 25%}; empty for anything else. */
    static Optional<Share> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int amount = Integer.parseInt(matcher.group(1));
        boolean percent = !matcher.group(2).isEmpty();
        return amount < 1 || (percent && amount > ALL) ? Optional.empty() : Optional.of(new Share(amount, percent));
    }

    /** How many of so many nodes: a percentage is rounded down, and one node is the least. */
    public int of(int nodes) {
        return percent ? Math.max(1, (int) ((long) nodes * amount / ALL)) : amount;
    }

    @Override
    public String toString() {
        return percent ? amount + "%" : String.valueOf(amount);
    }
}
