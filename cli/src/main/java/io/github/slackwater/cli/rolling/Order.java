package io.github.slackwater.cli.rolling;

/**
 * What a {@link Schedule} wants to be done now.
 *
 * @param kind what
 * @param node which, by its place in the fleet
 */
record Order(Kind kind, int node) {

    /** What can be done with a node. */
    enum Kind {
        /** It is asked whether it serves. */
        LOOK,
        /** It gets the new version. */
        UPDATE,
        /** It gets the version back that it had before. */
        PUT_BACK
    }
}
