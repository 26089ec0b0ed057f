package io.github.slackwater.core;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Broken on purpose: one that leaves asks before it is counted out whether somebody waits for it. */
final class WakeUpLost implements Turnstile {

    private static final int CLOSED = 1 << 30;

    /** The flag and the count in one: what gets in is right. */
    private final AtomicInteger word = new AtomicInteger();

    private final AtomicBoolean slackWater = new AtomicBoolean();

    @Override
    public boolean enter() {
        return word.getAndUpdate(seen -> seen >= CLOSED ? seen : seen + 1) < CLOSED;
    }

    @Override
    public boolean leave() {
        boolean awaited = word.get() >= CLOSED;
        return word.decrementAndGet() == CLOSED && awaited && slackWater.compareAndSet(false, true);
    }

    @Override
    public boolean close() {
        return word.getAndUpdate(seen -> seen | CLOSED) == 0 && slackWater.compareAndSet(false, true);
    }

    @Override
    public void resume() {
        slackWater.set(false);
        word.updateAndGet(seen -> seen & ~CLOSED);
    }

    @Override
    public boolean isSlackWater() {
        return slackWater.get();
    }

    @Override
    public int inFlight() {
        return word.get() & ~CLOSED;
    }
}
