package io.github.slackwater.core;

/** The real gate, called as {@link ApplicationLifecycle} and {@link Drains} call it. */
final class SoundTurnstile implements Turnstile {

    private final Gate gate = new Gate();

    @Override
    public boolean enter() {
        return Gate.admits(gate.enter());
    }

    @Override
    public boolean leave() {
        long word = gate.leave();
        return Gate.isSettling(word) && gate.settle(Gate.epoch(word));
    }

    @Override
    public boolean close() {
        return gate.state() == State.SERVING && gate.settle(gate.begin(State.DRAINING));
    }

    @Override
    public void resume() {
        gate.move(State.SERVING);
    }

    @Override
    public boolean isSlackWater() {
        return gate.state() == State.DRAINED;
    }

    @Override
    public int inFlight() {
        return gate.inFlight();
    }
}
