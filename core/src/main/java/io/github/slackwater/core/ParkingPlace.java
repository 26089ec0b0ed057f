package io.github.slackwater.core;

/** Where one request is parked. Any thread may call. */
public final class ParkingPlace {

    private final ParkingLot lot;
    final String method;
    final String path;
    final ParkedRequest request;
    final long parkedNanos;

    ParkingPlace(ParkingLot lot, String method, String path, ParkedRequest request, long parkedNanos) {
        this.lot = lot;
        this.method = method;
        this.path = path;
        this.request = request;
        this.parkedNanos = parkedNanos;
    }

    /**
     * The client has gone: frees the place at once.
     *
     * @return whether the request was still parked; if not, it has been admitted or refused
     */
    public boolean leave() {
        return lot.leave(this);
    }

    /** Whether the request is still held: neither admitted, nor refused, nor gone. */
    public boolean isParked() {
        return lot.isParked(this);
    }
}
