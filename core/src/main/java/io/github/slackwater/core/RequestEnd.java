package io.github.slackwater.core;

/**
 * What an adapter can tell of a request in flight, and how it ends it from outside.
 *
 * <p>Any thread may call, also one that comes just after the request has ended: nothing must happen then, least of all to
 * the request that the server serves next with the same objects.
 */
public interface RequestEnd {

    /** What the request is by now: the type of the answer is often known only after a while. Must not block. */
    RequestKind kind();

    /**
     * Ends it such that its client sees a proper end, and the application what it sees of a timeout or of a client that
     * leaves. May block, for as long as a client can that does not read; {@link #cut} gets it out of that.
     *
     * @return whether there was something to end it by
     */
    boolean end();

    /** Cuts its connection. Must not block; repeating it is harmless. */
    void cut();
}
