package io.github.slackwater.rig;

/** Somebody with a session: its cookie, and how often its owner came. Whoever took it from {@link Visitors} owns it. */
final class Visitor {
    private String cookie = "";
    private int visits;

    boolean hasCookie() {
        return !cookie.isEmpty();
    }

    /** As the header {@code Cookie} wants it. */
    String cookie() {
        return cookie;
    }

    int visits() {
        return visits;
    }

    void came(int now, String setCookie) {
        visits = now;
        if (!setCookie.isEmpty()) {
            cookie = setCookie.replaceFirst(";.*", "");
        }
    }

    void forget() {
        cookie = "";
        visits = 0;
    }
}
