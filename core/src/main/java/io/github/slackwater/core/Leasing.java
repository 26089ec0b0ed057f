package io.github.slackwater.core;

import java.time.Duration;

/**
 * The one lease of a lifecycle: operators tell each other by it who is at work. It keeps nobody from anything, and ends by
 * itself, so that nobody has to tidy up after an operator who was cut off. Any thread may call; nothing here blocks for long.
 */
final class Leasing {

    private final Timekeeper time;
    private String holder = "";
    private long endNanos;

    Leasing(Timekeeper time) {
        this.time = time;
    }

    /** Takes or renews it, unless somebody else has it; returns who has it now. */
    synchronized Lease acquire(String name, int seconds) {
        checkHolder(name);
        if (seconds < 1 || seconds > LifecycleMXBean.MAX_LEASE_SECONDS) {
            throw new IllegalArgumentException(
                    "seconds: " + seconds + " (expected 1.." + LifecycleMXBean.MAX_LEASE_SECONDS + ")");
        }
        Lease now = present();
        if (now.holder().isEmpty() || now.holder().equals(name)) {
            holder = name;
            endNanos = time.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        }
        return present();
    }

    /** Gives it back, if it is theirs; returns who has it now. */
    synchronized Lease release(String name) {
        checkHolder(name);
        if (holder.equals(name)) {
            holder = "";
        }
        return present();
    }

    synchronized Lease present() {
        long left = endNanos - time.nanoTime();
        if (holder.isEmpty() || left <= 0) {
            return Lease.NONE;
        }
        return new Lease(holder, (int) Duration.ofNanos(left - 1).toSeconds() + 1);
    }

    private static void checkHolder(String name) {
        int most = LifecycleMXBean.MAX_HOLDER_LENGTH;
        if (name.isBlank() || name.length() > most) {
            throw new IllegalArgumentException(
                    "holder: '%s' (expected 1..%d characters that say who is at work)".formatted(name, most));
        }
    }
}
