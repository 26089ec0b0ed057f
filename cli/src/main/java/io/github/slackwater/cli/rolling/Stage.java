package io.github.slackwater.cli.rolling;

/** How far a node is. */
enum Stage {
    /** It has the version that it had before. */
    WAITING(false),
    /** It is being redeployed. */
    IN_WORK(true),
    /** The new version is there; it has to answer well for a while. */
    SETTLING(true),
    /** The new version is there, and serves. */
    UPDATED(false),
    /** It has failed, and the previous version is there. */
    FAILED(false),
    /** It has failed, and what is there is not known to be good. */
    LOST(true),
    /** It was away when it would have been its turn. */
    SKIPPED(true),
    /** The previous version is there again; it has to answer well for a while. */
    RESTORING(true),
    /** The previous version is there again, and serves. */
    RESTORED(false);

    private final boolean away;

    Stage(boolean away) {
        this.away = away;
    }

    /** Whether it counts as unavailable whatever it answers. */
    boolean isAway() {
        return away;
    }
}
