package io.github.slackwater.rig;

/** How a request ended, as its user would judge it. */
public enum Verdict {
    /** A complete 2xx answer, and it was the answer to this request. */
    OK,
    /** A complete 503 with {@code Retry-After}: refused cleanly, before anything was done. */
    REFUSED,
    /** Everything else: an error, a cut or wrong answer, or none. */
    FAILED
}
