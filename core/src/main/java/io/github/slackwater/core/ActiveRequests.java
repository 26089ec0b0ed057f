package io.github.slackwater.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The register of requests in flight: a table of slots, each with one request or none. One half of it belongs to threads, a
 * slot to each for good: its requests go there by a plain release. What finds no slot there, since the thread has another
 * request in flight or its slot belongs to another, takes a free one of the shared half by one atomic operation. A plain
 * release frees either; reading all of them writes nothing, so a list does not slow those that pass.
 *
 * <p>When the shared half is too full to find a free slot by chance, a segment of twice the size is added. Segments are never
 * taken away: the table keeps the size of the largest crowd it has seen, a few bytes a request.
 */
final class ActiveRequests {

    private static final int FIRST_SEGMENT = 1 << 10;

    /** At half of it full, one attempt in 2^16 misses this often in a row. */
    private static final int PROBES = 16;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(ActiveRequest[].class);
    private static final VarHandle NUMBER = MethodHandles.arrayElementVarHandle(long[].class);

    private volatile Segment[] segments;
    /** The last of them, in which requests look for a slot. */
    private volatile Segment newest;

    ActiveRequests() {
        this(FIRST_SEGMENT);
    }

    /** @param first so many slots at first, a power of two and 4 at least */
    ActiveRequests(int first) {
        newest = new Segment(first);
        segments = new Segment[] {newest};
    }

    void add(ActiveRequest request) {
        while (true) {
            Segment seen = newest;
            if (seen.claim(request)) {
                return;
            }
            grow(seen);
        }
    }

    private synchronized void grow(Segment seen) {
        if (newest == seen) {
            Segment[] more = Arrays.copyOf(segments, segments.length + 1);
            more[more.length - 1] = new Segment(seen.size() * 2);
            // Before anyone takes a slot there: who lists must not miss it.
            segments = more;
            newest = more[more.length - 1];
        }
    }

    void forEach(Consumer<ActiveRequest> action) {
        for (Segment segment : segments) {
            for (int slot = 0; slot < segment.size(); slot++) {
                ActiveRequest request = segment.get(slot);
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
                total += segment.uses(slot);
            }
        }
        return total;
    }

    /** One part of the table. Plain arrays: each step to what an atomic array wraps would be taken by every request. */
    static final class Segment {
        /** First those that belong to threads, then the shared ones. */
        private final @Nullable ActiveRequest[] slots;

        /** How often each slot was taken; written only by the request that holds the slot. */
        private final long[] uses;

        /** The id of the thread to which a slot belongs, 0 while it is nobody's. */
        private final long[] owners;

        Segment(int size) {
            slots = new ActiveRequest[size];
            uses = new long[size];
            owners = new long[size / 2];
        }

        int size() {
            return slots.length;
        }

        @Nullable
        ActiveRequest get(int slot) {
            return (ActiveRequest) SLOT.getVolatile(slots, slot);
        }

        long uses(int slot) {
            return (long) NUMBER.getOpaque(uses, slot);
        }

        boolean claim(ActiveRequest request) {
            int home = home();
            return claimOwn(request, home) || claimShared(request, owners.length + home);
        }

        private boolean claimOwn(ActiveRequest request, int slot) {
            boolean free = isOwn(slot) && SLOT.getAcquire(slots, slot) == null;
            if (free) {
                request.place(this, slot);
                SLOT.setRelease(slots, slot, request);
                count(slot);
            }
            return free;
        }

        private boolean isOwn(int slot) {
            long me = Thread.currentThread().getId();
            long owner = (long) NUMBER.getOpaque(owners, slot);
            // Before: nobody's.  Won: this thread's, for good.  Lost: another thread's, for good.
            return owner == me || (owner == 0 && NUMBER.compareAndSet(owners, slot, 0L, me));
        }

        private boolean claimShared(ActiveRequest request, int first) {
            int slot = first;
            for (int probe = 0; probe < PROBES; probe++) {
                if (SLOT.getOpaque(slots, slot) == null) {
                    request.place(this, slot);
                    // Before: free.  Won: ours, and visible to those who list.  Lost: another request took it, look on.
                    if (SLOT.compareAndSet(slots, slot, (ActiveRequest) null, request)) {
                        count(slot);
                        return true;
                    }
                }
                slot = owners.length + ThreadLocalRandom.current().nextInt(owners.length);
            }
            return false;
        }

        private void count(int slot) {
            NUMBER.setOpaque(uses, slot, uses[slot] + 1);
        }

        /** Without the cast the call would be linked with the class {@code Void}, which a server that stops no longer lets us load. */
        void release(int slot) {
            SLOT.setRelease(slots, slot, (ActiveRequest) null);
        }

        /** Spreads threads over a half: a thread finds the slot that it freed before, still in its cache. */
        private int home() {
            int hash = (int) Thread.currentThread().getId() * 0x9E3779B9;
            return hash >>> Integer.numberOfLeadingZeros(owners.length - 1);
        }
    }
}
