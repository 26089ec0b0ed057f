package io.github.slackwater.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a port of this machine that can be cut, and mended again. Listens on a free port. */
final class Cable implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Cable.class.getName());

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean whole = true;

    private Cable(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    static Cable to(int port) throws IOException {
        Cable cable = new Cable(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
        background(cable::accept);
        return cable;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Ends what is connected; whoever connects from now on is cut off at once. */
    void cut() {
        whole = false;
        ends.forEach(Cable::close);
    }

    void mend() {
        whole = true;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                ends.add(client);
                if (!whole) {
                    close(client);
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                ends.add(server);
                background(() -> copy(client, server));
                background(() -> copy(server, client));
                if (!whole) {
                    close(client);
                    close(server);
                }
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "a connection has come to nothing", e);
            }
        }
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection has ended", e);
        } finally {
            ends.remove(from);
            ends.remove(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "close", e);
        }
    }

    private static void background(Runnable task) {
        Thread thread = new Thread(task, "cable");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
