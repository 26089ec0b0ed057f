package io.github.slackwater.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A Service as kube-proxy makes it: a new connection goes to one of the endpoints, in turn, and stays there however long it
 * lasts. Where there is no endpoint it is closed.
 */
final class ClusterService implements AutoCloseable {

    private final ServerSocket front;
    private final List<InetSocketAddress> endpoints = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int turn;

    private ClusterService(ServerSocket front) {
        this.front = front;
    }

    static ClusterService open() throws IOException {
        ClusterService service = new ClusterService(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
        service.threads.execute(service::accept);
        return service;
    }

    URI http(String path) {
        return URI.create("http://127.0.0.1:" + front.getLocalPort() + path);
    }

    void add(InetSocketAddress endpoint) {
        endpoints.add(endpoint);
    }

    void remove(InetSocketAddress endpoint) {
        endpoints.remove(endpoint);
    }

    boolean has(InetSocketAddress endpoint) {
        return endpoints.contains(endpoint);
    }

    private void accept() {
        while (!front.isClosed()) {
            try {
                connect(front.accept());
            } catch (IOException e) {
                // The front is closed, and with it all is over.
                return;
            }
        }
    }

    private void connect(Socket client) throws IOException {
        List<InetSocketAddress> now = List.copyOf(endpoints);
        if (now.isEmpty()) {
            client.close();
            return;
        }
        InetSocketAddress endpoint = now.get(turn++ % now.size());
        threads.execute(() -> {
            try {
                Socket server = new Socket(endpoint.getAddress(), endpoint.getPort());
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                threads.execute(() -> pump(client, server));
                pump(server, client);
                close(server);
            } catch (IOException e) {
                // Nobody listens there any more: as with kube-proxy the client has to come again.
            }
            close(client);
        });
    }

    /** Until one end closes, which the other then sees as from its own. */
    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        front.close();
        threads.shutdownNow();
    }
}
