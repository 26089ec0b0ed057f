package io.github.slackwater.core;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Broken on purpose: the count is spread over two stripes, as {@code LongAdder} does, which are read one after the other. */
final class StripedCounter implements Turnstile {

    private final AtomicInteger first = new AtomicInteger();
    private final AtomicInteger second = new AtomicInteger();
    private final AtomicInteger entered = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean slackWater = new AtomicBoolean();

    @Override
    public boolean enter() {
        if (closed.get()) {
            return false;
        }
        stripe(entered.getAndIncrement()).incrementAndGet();
        return true;
    }

    @Override
    public boolean leave() {
        stripe(left.getAndIncrement()).decrementAndGet();
        return closed.get() && inFlight() == 0 && slackWater.compareAndSet(false, true);
    }

    @Override
    public boolean close() {
        return closed.compareAndSet(false, true) && inFlight() == 0 && slackWater.compareAndSet(false, true);
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
        return second.get() + first.get();
    }

    private AtomicInteger stripe(int turn) {
        return turn % 2 == 0 ? first : second;
    }
}
