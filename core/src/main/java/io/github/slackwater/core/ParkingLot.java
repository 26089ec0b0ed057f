package io.github.slackwater.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait for one gate to open, in the order in which they came. Bounded in number and time; released at a
 * pace that begins slowly and doubles.
 *
 * <p>Any thread may call; the lock is held for a few instructions, and never while a request is told anything. What is
 * released or expires is told on the timekeeper's thread.
 */
final class ParkingLot {

    /** The release goes on in steps of this length. */
    static final Duration STEP = Duration.ofMillis(10);

    /** After so many steps the pace has doubled. */
    static final int STEPS_TO_DOUBLE = 10;

    private static final int MOST_DOUBLINGS = 20;

    private static final System.Logger LOG = System.getLogger(ParkingLot.class.getName());

    /** Lets a request through the gate. */
    interface Entrance {
        /** The permit, with no thread noted in it; null if the gate is closed. */
        @Nullable
        ActiveRequest tryEnter(String method, String path);
    }

    private final Parking settings;
    private final Entrance entrance;
    private final Timekeeper time;
    private final LongAdder rejected;

    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashSet<ParkingPlace> places = new LinkedHashSet<>();
    private boolean accepting;
    private boolean releasing;
    private boolean expiryIsDue;
    private boolean closed;
    private long total;

    /** @param rejected counts those that were refused after all */
    ParkingLot(Parking settings, Entrance entrance, Timekeeper time, LongAdder rejected) {
        this.settings = settings;
        this.entrance = entrance;
        this.time = time;
        this.rejected = rejected;
    }

    /** From now on requests are parked, until {@link #release}. */
    void accept() {
        lock.lock();
        try {
            accepting = true;
        } finally {
            lock.unlock();
        }
    }

    /** See {@link ApplicationLifecycle#park}. */
    ParkingPlace park(String method, String path, ParkedRequest request) {
        ParkingPlace place = new ParkingPlace(this, method, path, request, time.nanoTime());
        ActiveRequest permit;
        lock.lock();
        try {
            // Asked again under the lock: release() takes it too, so the gate cannot open unnoticed in between.
            permit = entrance.tryEnter(method, path);
            if (permit == null && accepting && !closed && places.size() < settings.maxRequests()) {
                places.add(place);
                total++;
                expireLater(place);
                return place;
            }
        } finally {
            lock.unlock();
        }
        if (permit == null) {
            refuse(List.of(place));
        } else {
            admit(place, permit);
        }
        return place;
    }

    boolean isParked(ParkingPlace place) {
        lock.lock();
        try {
            return places.contains(place);
        } finally {
            lock.unlock();
        }
    }

    boolean leave(ParkingPlace place) {
        lock.lock();
        try {
            return places.remove(place);
        } finally {
            lock.unlock();
        }
    }

    /** The gate has opened: lets the parked in, one after the other; stops if it closes again. Does not wait for that. */
    void release() {
        lock.lock();
        try {
            accepting = false;
            if (!releasing && !places.isEmpty()) {
                releasing = true;
                Runnable unused = time.after(Duration.ZERO, () -> releaseStep(0));
            }
        } finally {
            lock.unlock();
        }
    }

    private void releaseStep(int step) {
        for (long left = allowance(step); left > 0; left--) {
            ParkingPlace place;
            ActiveRequest permit;
            lock.lock();
            try {
                place = first();
                permit = place == null ? null : entrance.tryEnter(place.method, place.path);
                if (place == null || permit == null) {
                    releasing = false;
                    return;
                }
                places.remove(place);
            } finally {
                lock.unlock();
            }
            admit(place, permit);
        }
        Runnable unused = time.after(STEP, () -> releaseStep(step + 1));
    }

    /** How many are let in at one step. */
    private long allowance(int step) {
        if (settings.releasePerSecond() == 0) {
            return Long.MAX_VALUE;
        }
        long atFirst = Math.max(1, settings.releasePerSecond() * STEP.toMillis() / 1_000);
        return atFirst << Math.min(MOST_DOUBLINGS, step / STEPS_TO_DOUBLE);
    }

    /** Lets all in at once, or refuses them if the gate is closed: nobody will come back to them. */
    void closeAtLast() {
        for (ParkingPlace place = takeFirst(); place != null; place = takeFirst()) {
            ActiveRequest permit = entrance.tryEnter(place.method, place.path);
            if (permit == null) {
                refuse(List.of(place));
            } else {
                admit(place, permit);
            }
        }
        close();
    }

    private @Nullable ParkingPlace takeFirst() {
        lock.lock();
        try {
            ParkingPlace place = first();
            places.remove(place);
            return place;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses all who wait, and all who come. */
    void close() {
        List<ParkingPlace> refused;
        lock.lock();
        try {
            closed = true;
            refused = new ArrayList<>(places);
            places.clear();
        } finally {
            lock.unlock();
        }
        refuse(refused);
    }

    /** Takes {@link #close} back. */
    void reopen() {
        lock.lock();
        try {
            closed = false;
        } finally {
            lock.unlock();
        }
    }

    int parked() {
        lock.lock();
        try {
            return places.size();
        } finally {
            lock.unlock();
        }
    }

    long total() {
        lock.lock();
        try {
            return total;
        } finally {
            lock.unlock();
        }
    }

    /** One timer is enough: all wait equally long, so they expire in the order in which they came. */
    private void expireLater(ParkingPlace first) {
        if (!expiryIsDue) {
            expiryIsDue = true;
            Duration left = settings.maxTime().minusNanos(time.nanoTime() - first.parkedNanos);
            Runnable unused = time.after(left.isNegative() ? Duration.ZERO : left, this::expire);
        }
    }

    private void expire() {
        List<ParkingPlace> expired = new ArrayList<>();
        lock.lock();
        try {
            expiryIsDue = false;
            long now = time.nanoTime();
            for (Iterator<ParkingPlace> oldest = places.iterator(); oldest.hasNext(); ) {
                ParkingPlace place = oldest.next();
                if (now - place.parkedNanos < settings.maxTime().toNanos()) {
                    expireLater(place);
                    break;
                }
                oldest.remove();
                expired.add(place);
            }
        } finally {
            lock.unlock();
        }
        refuse(expired);
    }

    private void refuse(List<ParkingPlace> refused) {
        for (ParkingPlace place : refused) {
            rejected.increment();
            try {
                place.request.refuse();
            } catch (RuntimeException | LinkageError e) {
                logLost(place, e);
            }
        }
    }

    /** One that fails keeps no permit, and nobody else from being told. */
    private static void admit(ParkingPlace place, ActiveRequest permit) {
        try {
            place.request.admit(permit);
        } catch (RuntimeException | LinkageError e) {
            permit.leave();
            logLost(place, e);
        }
    }

    private static void logLost(ParkingPlace place, Throwable e) {
        LOG.log(
                System.Logger.Level.WARNING,
                "Slackwater: a parked request is lost: " + OneLine.of(place.method + " " + place.path),
                e);
    }

    private @Nullable ParkingPlace first() {
        Iterator<ParkingPlace> oldest = places.iterator();
        return oldest.hasNext() ? oldest.next() : null;
    }
}
