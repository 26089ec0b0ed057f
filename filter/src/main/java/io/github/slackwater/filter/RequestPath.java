package io.github.slackwater.filter;

import jakarta.servlet.http.HttpServletRequest;

/** The paths of a request. */
final class RequestPath {

    private RequestPath() {}

    /**
     * What the register shows: the path as the client sent it, still encoded, so that no control character reaches a log;
     * without the query and without path parameters, which hold session ids.
     */
    static String of(HttpServletRequest request) {
        return withoutParameters(request.getRequestURI());
    }

    /** The path within the application, decoded, as servlets are mapped by it. */
    static String within(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    }

    static String withoutParameters(String path) {
        int from = path.indexOf(';');
        if (from < 0) {
            return path;
        }
        StringBuilder kept = new StringBuilder(path.length());
        int copied = 0;
        while (from >= 0) {
            kept.append(path, copied, from);
            int segment = path.indexOf('/', from);
            copied = segment < 0 ? path.length() : segment;
            from = path.indexOf(';', copied);
        }
        return kept.append(path, copied, path.length()).toString();
    }
}
