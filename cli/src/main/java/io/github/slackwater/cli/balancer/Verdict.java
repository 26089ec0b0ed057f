package io.github.slackwater.cli.balancer;

/** What a check of a balancer has found. */
public enum Verdict {
    /** It looked away before a drain would have closed, or has closed. */
    LOOKED_AWAY,

    /** It looked away, but only after a drain would have closed, or has closed. */
    LOOKED_AWAY_TOO_LATE,

    /** Much less came than before, but it did not end. */
    LOOKED_AWAY_IN_PART,

    /** It went on sending as before. */
    DID_NOT_LOOK_AWAY,

    /** There was too little traffic to tell; in that case nothing was announced. */
    TOO_LITTLE_TRAFFIC,

    /** Somebody else drained or resumed meanwhile. */
    CUT_SHORT
}
