package io.github.slackwater.core;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * The register of requests in flight: a table of slots, in which a request takes a free one at a place that its thread
 * prefers. One atomic operation to take it, a plain release to free it; reading all of them writes nothing, so a list
 * does not slow those that pass.
 *
 * <p>When the table is too full to find a free slot by chance, a segment of twice the size is added. Segments are never
 * taken away: the table keeps the size of the largest crowd it has seen, a few bytes a request.
 */
final class ActiveRequests {

    private static final int FIRST_SEGMENT = 1 << 10;

    /** At half a table full, one attempt in 2^16 misses this often in a row. */
    private static final int PROBES = 16;

    private volatile Segment[] segments;

    ActiveRequests() {
        this(FIRST_SEGMENT);
    }

    /** @param first so many slots at first, a power of two and 2 at least */
    ActiveRequests(int first) {
        segments = new Segment[] {new Segment(first)};
    }

    void add(ActiveRequest request) {
        while (true) {
            Segment[] seen = segments;
            if (seen[seen.length - 1].claim(request)) {
                return;
            }
            grow(seen);
        }
    }

    private synchronized void grow(Segment[] seen) {
        if (segments == seen) {
            Segment[] more = Arrays.copyOf(seen, seen.length + 1);
            more[seen.length] = new Segment(seen[seen.length - 1].size() * 2);
            segments = more;
        }
    }

    void forEach(Consumer<ActiveRequest> action) {
        for (Segment segment : segments) {
            for (int slot = 0; slot < segment.size(); slot++) {
                ActiveRequest request = segment.slots.get(slot);
                if (request != null) {
                    action.accept(request);
                }
            }
        }
    }

    /** How many were ever added. */
    long total() {
        long total = 0;
        for (Segment segment : segments) {
            for (int slot = 0; slot < segment.size(); slot++) {
                total += segment.uses.getOpaque(slot);
            }
        }
        return total;
    }

    /** One part of the table. */
    static final class Segment {
        private final AtomicReferenceArray<ActiveRequest> slots;

        /** How often each slot was taken; written only by the request that holds the slot. */
        private final AtomicLongArray uses;

        Segment(int size) {
            slots = new AtomicReferenceArray<>(size);
            uses = new AtomicLongArray(size);
        }

        int size() {
            return slots.length();
        }

        boolean claim(ActiveRequest request) {
            int slot = home();
            for (int probe = 0; probe < PROBES; probe++) {
                if (slots.getPlain(slot) == null) {
                    request.place(this, slot);
                    // Before: free.  Won: ours, and visible to those who list.  Lost: another request took it, look on.
                    if (slots.compareAndSet(slot, null, request)) {
                        uses.setOpaque(slot, uses.getPlain(slot) + 1);
                        return true;
                    }
                }
                slot = ThreadLocalRandom.current().nextInt(slots.length());
            }
            return false;
        }

        void release(int slot) {
            slots.setRelease(slot, null);
        }

        /** Spreads threads over the table: a thread finds the slot that it freed before, still in its cache. */
        private int home() {
            int hash = (int) Thread.currentThread().getId() * 0x9E3779B9;
            return hash >>> Integer.numberOfLeadingZeros(slots.length() - 1);
        }
    }
}
