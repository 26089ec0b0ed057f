package io.github.slackwater.filter;

import io.github.slackwater.core.RequestKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;

/** What a request holds on to, as far as its headers tell. */
final class Kinds {

    private static final String EVENT_STREAM = "text/event-stream";

    private Kinds() {}

    /**
     * By what the client asks for. An {@code EventSource} accepts nothing but an event stream (WHATWG HTML, section 9.2.2);
     * one who accepts something else as well is not taken at its word.
     */
    static RequestKind asked(HttpServletRequest request) {
        if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            return RequestKind.WEBSOCKET;
        }
        return EVENT_STREAM.equalsIgnoreCase(request.getHeader("Accept")) ? RequestKind.SSE : RequestKind.SYNC;
    }

    /** Now that the request goes on asynchronously: by what the answer is, or while that is not known, by what was asked. */
    static RequestKind asynchronous(RequestKind asked, HttpServletResponse response) {
        String type = response.getContentType();
        if (type == null) {
            return asked == RequestKind.SYNC ? RequestKind.ASYNC : asked;
        }
        return type.toLowerCase(Locale.ROOT).startsWith(EVENT_STREAM) ? RequestKind.SSE : RequestKind.ASYNC;
    }
}
