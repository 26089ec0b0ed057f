package io.github.slackwater.core;

/**
 * Who has said last that they are at work here.
 *
 * @param holder in the holder's own words; empty where nobody is, or the lease has ended
 * @param remainingSeconds until it ends by itself, rounded up; 0 where there is none
 */
public record Lease(String holder, int remainingSeconds) {

    static final Lease NONE = new Lease("", 0);
}
