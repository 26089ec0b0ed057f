package io.github.slackwater.cli;

/** Whether a server that is looked at again and again answers. */
enum Reach {
    /** Not known yet. */
    CONNECTING,

    /** It answers, and Slackwater is there. */
    CONNECTED,

    /** Connected, but it has not answered for a while. */
    NO_ANSWER,

    /** It cannot be connected to, or not any more; that is tried again. */
    UNREACHABLE,

    /** It answers, but Slackwater is not there, or not now. */
    NOT_DEPLOYED,

    /** It refuses the credentials. Not tried again: many servers lock a user out who tries too often. */
    REFUSED,

    /** The process has ended. One that is started in its place is another one. */
    ENDED;

    /** Whether it is of no use to look again. */
    boolean isFinal() {
        return this == REFUSED || this == ENDED;
    }
}
