package io.github.slackwater.core;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The time to ten milliseconds, for those who ask so often that reading the real clock would cost them more than all the
 * rest they do. Who asks now and then gets the real clock's time; who asks again within one tick sets it ticking, and for
 * the next second everybody gets the time of the last tick.
 *
 * <p>Any thread may ask; nothing blocks. The ticks are the timekeeper's tasks: while its thread is busy the clock stands still.
 */
final class CoarseClock {

    static final Duration TICK = Duration.ofMillis(10);

    /** So long it ticks before it looks whether it is still needed. */
    private static final int TICKS = 100;

    private final Timekeeper time;
    private final AtomicBoolean ticking = new AtomicBoolean();

    /** The time of the last tick; 0 while it does not tick. */
    private volatile long ticked;

    /** When somebody last got the real clock's time. */
    private volatile long asked;

    /** Written by the timekeeper's thread, and before it is told. */
    private int ticksLeft;

    CoarseClock(Timekeeper time) {
        this.time = time;
        this.asked = time.nanoTime() - TICK.toNanos();
    }

    /** As {@link Timekeeper#nanoTime()}, or up to a tick earlier. */
    long nanoTime() {
        long now = ticked;
        return now != 0 ? now : askedNow();
    }

    private long askedNow() {
        long now = time.nanoTime();
        boolean often = now - asked < TICK.toNanos();
        asked = now;
        if (often && ticking.compareAndSet(false, true)) {
            ticksLeft = TICKS;
            time.after(Duration.ZERO, this::tick);
        }
        return now;
    }

    private void tick() {
        if (ticksLeft == 0) {
            ticked = 0;
            ticking.set(false);
        } else {
            ticksLeft--;
            ticked = time.nanoTime();
            time.after(TICK, this::tick);
        }
    }

    /** Never ticks again: the real clock's time from now on. Call it when the timekeeper runs no tasks any more. */
    void stop() {
        ticking.set(true);
        ticked = 0;
    }
}
