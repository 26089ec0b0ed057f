package io.github.slackwater.rig;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A response as it came. Immutable.
 *
 * @param status the HTTP status
 * @param headers by lower-case name
 * @param body what arrived of the body, as UTF-8
 * @param framed whether the response told where its body ends, other than by closing the connection
 * @param cut why the body is not complete; empty when it is
 */
public record HttpAnswer(int status, Map<String, List<String>> headers, String body, boolean framed, String cut) {

    /** The first value of a header, or an empty text. */
    public String header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.isEmpty() ? "" : values.get(0);
    }

    /** Whether the connection may carry another request. */
    public boolean keepsConnection() {
        return framed
                && cut.isEmpty()
                && headers.getOrDefault("connection", List.of()).stream()
                        .noneMatch(value -> value.toLowerCase(Locale.ROOT).contains("close"));
    }
}
