package io.github.slackwater.core;

/** What a request in flight holds on to. */
public enum RequestKind {
    /** A thread of the container works on it. */
    SYNC,

    /** {@code startAsync()} was called: it may hold no thread at all. Long polls are of this kind. */
    ASYNC,

    /** A stream of Server-Sent Events ({@code Content-Type: text/event-stream}). */
    SSE,

    /** An upgrade to a WebSocket. */
    WEBSOCKET
}
