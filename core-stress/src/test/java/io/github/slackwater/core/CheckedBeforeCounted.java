package io.github.slackwater.core;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Broken on purpose: whether the gate is open is asked first, and the request counted afterwards. */
final class CheckedBeforeCounted implements Turnstile {

    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean slackWater = new AtomicBoolean();

    @Override
    public boolean enter() {
        if (closed.get()) {
            return false;
        }
        count.incrementAndGet();
        return true;
    }

    @Override
    public boolean leave() {
        return count.decrementAndGet() == 0 && closed.get() && slackWater.compareAndSet(false, true);
    }

    @Override
    public boolean close() {
        return closed.compareAndSet(false, true) && count.get() == 0 && slackWater.compareAndSet(false, true);
    }

    @Override
    public void resume() {
        slackWater.set(false);
        closed.set(false);
    }

    @Override
    public boolean isSlackWater() {
        return slackWater.get();
    }

    @Override
    public int inFlight() {
        return count.get();
    }
}
