package io.github.slackwater.rig;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Decides what an answer is worth. Without state. */
final class Judge {
    private static final int EXCERPT = 200;

    private Judge() {}

    static Answer judge(ShopRequest request, HttpAnswer http, Duration elapsed) {
        String reason = failure(request, http);
        Verdict verdict = !reason.isEmpty() ? Verdict.FAILED : http.status() == 503 ? Verdict.REFUSED : Verdict.OK;
        String detail = verdict == Verdict.FAILED ? "status " + http.status() + ", body: " + excerpt(http.body()) : "";
        return new Answer(
                request.id(),
                request.kind(),
                verdict,
                reason,
                detail,
                http.status(),
                http.headers(),
                http.body(),
                elapsed);
    }

    static Answer judge(ShopRequest request, IOException e, Duration elapsed) {
        return failed(
                request, HttpExchange.reason(e), String.valueOf(e.getCause() == null ? e : e.getCause()), elapsed);
    }

    static Answer failed(ShopRequest request, String reason, String detail, Duration elapsed) {
        return new Answer(request.id(), request.kind(), Verdict.FAILED, reason, detail, 0, Map.of(), "", elapsed);
    }

    /** The kind of failure; empty for an answer that is right or a clean refusal. */
    private static String failure(ShopRequest request, HttpAnswer http) {
        if (!http.cut().isEmpty()) {
            return http.cut();
        }
        if (http.status() == 503) {
            return http.header("retry-after").isBlank() ? "503 without Retry-After" : "";
        }
        if (http.status() < 200 || http.status() > 299) {
            return String.valueOf(http.status());
        }
        if (!http.framed()) {
            return "body of unknown length";
        }
        return request.isAnsweredBy(http.body()) ? "" : "wrong body";
    }

    private static String excerpt(String body) {
        String line = body.replaceAll("\\s+", " ").strip();
        return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…";
    }
}
