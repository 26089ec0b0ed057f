package io.github.slackwater.benchmarks.gate;

/** One reading of {@link System#nanoTime}, without which nobody can tell how old a request is; neither counted nor recorded. */
final class ClockPeer extends Peer {

    @Override
    Object enter() {
        return System.nanoTime() == 0 ? "" : this;
    }

    @Override
    void leave(Object permit) {}
}
