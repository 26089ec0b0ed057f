package io.github.slackwater.rig;

import java.io.ByteArrayOutputStream;

/**
 * Takes the body of an event stream: counts the events that are complete, and holds what has come of the next one. For all
 * threads.
 */
final class EventSink extends ByteArrayOutputStream {
    private long events;
    private long lastNanos = System.nanoTime();

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        super.write(bytes, offset, length);
        lastNanos = System.nanoTime();
        int complete = 0;
        for (int i = Math.max(1, count - length); i < count; i++) {
            if (buf[i] == '\n' && buf[i - 1] == '\n') {
                events++;
                complete = i + 1;
            }
        }
        System.arraycopy(buf, complete, buf, 0, count - complete);
        count -= complete;
    }

    synchronized long events() {
        return events;
    }

    /** When something came last; at first, when the stream was asked for. */
    synchronized long lastNanos() {
        return lastNanos;
    }
}
