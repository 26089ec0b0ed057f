package io.github.slackwater.rig;

/** The one administrator of every server that the rig starts: on loopback, and gone with the server. */
final class Administrator {
    static final String USER = "admin";
    static final String PASSWORD = "slack-water";

    private Administrator() {}
}
