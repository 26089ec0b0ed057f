package io.github.slackwater.cli;

import java.io.Writer;
import java.time.Duration;

/** What a command printed; a test can wait for a part of it. */
final class Lines extends Writer {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StringBuilder text = new StringBuilder();

    @Override
    public synchronized void write(char[] characters, int from, int length) {
        text.append(characters, from, length);
        notifyAll();
    }

    /** Returns as soon as the part has been printed. */
    synchronized void await(String part) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (text.indexOf(part) < 0) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("expected to see: " + part + "\nseen: " + text);
            }
            wait(left);
        }
    }

    @Override
    public synchronized String toString() {
        return text.toString();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
