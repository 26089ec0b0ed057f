package io.github.slackwater.core;

/**
 * A request that a server's adapter holds, with no thread, while the gate of its application is closed. One of the two
 * methods is called, once, unless {@link ParkingPlace#leave} comes first; on any thread, also before
 * {@link ApplicationLifecycle#park} has returned. Neither may block.
 */
public interface ParkedRequest {

    /**
     * The gate has let it in: hand it to a worker thread.
     *
     * @param permit to be given back when the request has ended; no thread is noted in it until
     *     {@link ActiveRequest#attach}
     */
    void admit(ActiveRequest permit);

    /** It is not held any longer: answer 503 with {@code Retry-After}. */
    void refuse();
}
