package io.github.slackwater.ejb;

import io.github.slackwater.core.Timekeeper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Notices the clients that leave while their requests are parked. A server does not: it reads nothing more from a connection
 * until the request that came on it is served, and so the kernel alone knows that the other end has closed.
 *
 * <p>Its table is looked at while somebody is parked, and only then. A client that has ended what it sends counts as one that
 * has left, as with nginx. Where there is no such table, nobody is noticed. Any thread may call.
 */
final class ParkedClients {

    static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    /** A look takes no more than this part of the time, however long the table is. */
    private static final int SHARE = 20;

    /** The kernel shows the table in pieces: a connection that is there may be missed once, as others come and go. */
    private static final int LOOKS_TO_BE_SURE = 2;

    private static final System.Logger LOG = System.getLogger(ParkedClients.class.getName());

    private final Timekeeper time;
    private final TcpTable table;
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();
    private boolean lookIsDue;

    ParkedClients(Timekeeper time, TcpTable table) {
        this.time = time;
        this.table = table;
    }

    /**
     * Watches a connection.
     *
     * @param local the server's end; one that is no Internet address is not watched
     * @param peer the client's end
     * @param left called once, on the timekeeper's thread, when the client has left
     * @return ends it; harmless afterwards
     */
    Runnable watch(@Nullable SocketAddress local, @Nullable SocketAddress peer, Runnable left) {
        if (!(local instanceof InetSocketAddress here) || !(peer instanceof InetSocketAddress there)) {
            return () -> {};
        }
        Client client = new Client(table.key(here, there), left);
        clients.add(client);
        lookLater(LOOK_AGAIN);
        return () -> clients.remove(client);
    }

    private synchronized void lookLater(Duration delay) {
        if (!lookIsDue && !clients.isEmpty()) {
            lookIsDue = true;
            Runnable unused = time.after(delay, this::look);
        }
    }

    private void look() {
        long began = time.nanoTime();
        Set<String> keys = clients.stream().map(client -> client.key).collect(Collectors.toSet());
        try {
            Map<String, Boolean> found = keys.isEmpty() ? Map.of() : table.read(keys);
            // One that has come since the keys were taken is looked up the next time.
            List<Client> left = clients.stream()
                    .filter(client -> keys.contains(client.key) && client.hasLeft(found.get(client.key)))
                    .toList();
            left.stream().filter(clients::remove).forEach(ParkedClients::tell);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: the table of TCP connections cannot be read", e);
        } finally {
            Duration longEnough = Duration.ofNanos(time.nanoTime() - began).multipliedBy(SHARE);
            synchronized (this) {
                lookIsDue = false;
            }
            lookLater(longEnough.compareTo(LOOK_AGAIN) > 0 ? longEnough : LOOK_AGAIN);
        }
    }

    private static void tell(Client client) {
        try {
            client.left.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.log(System.Logger.Level.WARNING, "Slackwater: the place of a client that has left stays taken", e);
        }
    }

    /** Two on one connection are two. */
    private static final class Client {
        private final String key;
        private final Runnable left;

        /** By the looks only, which come one after the other. */
        private boolean seen;

        private int missed;

        Client(String key, Runnable left) {
            this.key = key;
            this.left = left;
        }

        /**
         * One who was never in the table is left alone: his address may be one that a balancer has told.
         *
         * @param waits null if he is not there
         */
        boolean hasLeft(@Nullable Boolean waits) {
            if (waits == null) {
                missed++;
                return seen && missed >= LOOKS_TO_BE_SURE;
            }
            seen = true;
            missed = 0;
            return !waits;
        }
    }
}
