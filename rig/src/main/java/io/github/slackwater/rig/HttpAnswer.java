package io.github.slackwater.rig;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A response as it came. {@code cut} is empty when the body was complete. */
record HttpAnswer(int status, Map<String, List<String>> headers, String body, boolean framed, String cut) {

    String header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(0);
    }

    /** Whether the connection may carry another request. */
    boolean keepsConnection() {
        return framed
                && cut.isEmpty()
                && headers.getOrDefault("connection", List.of()).stream()
                        .noneMatch(value -> value.toLowerCase(Locale.ROOT).contains("close"));
    }
}
