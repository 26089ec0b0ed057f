package io.github.slackwater.rig;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came back for one request. Immutable.
 *
 * @param requestId the id that the request carried
 * @param kind what was asked
 * @param verdict how it is judged
 * @param reason for a failure its kind, such as {@code 404}, {@code reset} or {@code truncated body}; empty otherwise
 * @param detail more about a failure, for people; empty otherwise
 * @param status the HTTP status, or 0 when no complete head arrived
 * @param headers by lower-case name, empty when no complete head arrived
 * @param body what arrived of the body, as UTF-8
 * @param elapsed from the intended start to the last byte or to the failure
 */
public record Answer(
        String requestId,
        RequestKind kind,
        Verdict verdict,
        String reason,
        String detail,
        int status,
        Map<String, List<String>> headers,
        String body,
        Duration elapsed) {

    /** The first value of a header, in any case of letters, or an empty text. */
    public String header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.isEmpty() ? "" : values.get(0);
    }
}
