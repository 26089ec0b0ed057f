package io.github.slackwater.rig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that were free a moment ago. They come from below the range that the kernel gives to outgoing connections: a
 * load client opens thousands of those, and one of them would take a port between the search and the server's start.
 */
public final class Ports {
    private static final int FROM = 12_000;
    private static final int TO = 32_000;
    private static final int MOST_TRIES = 1_000;
    private static final Set<Integer> GIVEN = new HashSet<>();

    private Ports() {}

    /** A port of 127.0.0.1 that nobody listens on, and that this JVM was not given before. */
    public static synchronized int free() {
        for (int i = 0; i < MOST_TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FROM, TO);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new ServerException("ports " + FROM + ".." + TO + ": none free in " + MOST_TRIES + " tries");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false; // Taken: that is the answer.
        }
    }
}
