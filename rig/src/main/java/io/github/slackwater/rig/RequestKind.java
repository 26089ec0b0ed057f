package io.github.slackwater.rig;

/** What a request asks of the example shop; each answer is checked against what was asked. */
public enum RequestKind {
    /** {@code GET /catalog}. */
    GET("GET"),
    /** {@code POST /orders} with a body of 2 KiB. */
    POST_SMALL("POST 2 KB"),
    /** {@code POST /orders} with a body of 200 KiB. */
    POST_LARGE("POST 200 KB"),
    /** {@code GET /slow}: holds a thread of the server. */
    SLOW("slow GET"),
    /** {@code GET /async}: holds no thread of the server. */
    ASYNC("async GET");

    private final String label;

    RequestKind(String label) {
        this.label = label;
    }

    /** A short name for people. */
    public String label() {
        return label;
    }
}
