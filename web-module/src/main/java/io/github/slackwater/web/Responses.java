package io.github.slackwater.web;

import jakarta.servlet.http.HttpServletResponse;

/** What every response of this web application carries. */
final class Responses {

    private Responses() {}

    /** An answer is true for one moment only, and what it says is no HTML, whatever name it repeats. */
    static void protect(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }
}
