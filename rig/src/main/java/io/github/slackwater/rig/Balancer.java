package io.github.slackwater.rig;

import java.net.URI;

/** A load balancer in a process of its own on 127.0.0.1, before two servers. Methods may be called from any thread. */
public interface Balancer extends AutoCloseable {

    /** An address on its front, for a path such as {@code /shop}. */
    URI http(String path);

    /**
     * Sends one command to HAProxy's runtime socket.
     *
     * @return what it answered, which is empty where a change was made
     * @throws ServerException where the balancer has no such socket
     */
    String command(String command);

    /** Ends it and deletes its files; its log is kept in the folder that it was started with. */
    @Override
    void close();
}
