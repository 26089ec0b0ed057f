package io.github.slackwater.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A TCP port that says one line to everyone who connects, and closes. Listens from its creation on. */
final class AgentPort implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(AgentPort.class.getName());

    /** A host or address, an IPv6 address in brackets. */
    private static final Pattern HOST_PORT = Pattern.compile("(?:\\[([0-9a-fA-F:.%]+)]|([^\\s:/\\[\\]]+)):(\\d{1,5})");

    private static final int MAX_PORT = 65_535;

    /** As many as ever ask at the same time, and more; one that is slow to leave holds one of them. */
    private static final int MOST_CLIENTS = 32;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** What HAProxy may say first (agent-send); none of it matters. */
    private static final int MOST_HEARD = 256;

    private final ServerSocket socket;
    private final Supplier<String> line;
    private final ExecutorService threads;

    private AgentPort(ServerSocket socket, Supplier<String> line) {
        this.socket = socket;
        this.line = line;
        this.threads = new ThreadPoolExecutor(
                0, MOST_CLIENTS, PATIENCE.toSeconds(), TimeUnit.SECONDS, new SynchronousQueue<>(), AgentPort::thread);
    }

    /**
     * Where to listen.
     *
     * @param text {@code host:port}; port 0 for one that is free
     * @throws CommandFailure with {@link ExitCode#USAGE} if it is anything else
     */
    static InetSocketAddress address(String text) {
        Matcher matcher = HOST_PORT.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > MAX_PORT) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--listen: %s (expected host:port, port 0..%d)".formatted(text, MAX_PORT));
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        try {
            return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(matcher.group(3)));
        } catch (UnknownHostException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--listen: %s (expected an address of this machine)".formatted(text), e);
        }
    }

    /**
     * Listens.
     *
     * @param line without its line feed; asked by any thread, must not block
     * @throws CommandFailure with {@link ExitCode#USAGE} if the port is taken, or the address is not of this machine
     */
    static AgentPort open(InetSocketAddress address, Supplier<String> line) {
        try {
            ServerSocket socket = new ServerSocket();
            try {
                socket.setReuseAddress(true);
                socket.bind(address);
            } catch (IOException e) {
                socket.close();
                throw e;
            }
            AgentPort port = new AgentPort(socket, line);
            thread(port::accept).start();
            return port;
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--listen: %s: %s (expected a free port of this machine)".formatted(text(address), e.getMessage()),
                    e);
        }
    }

    /** Where it listens, as {@code host:port}. */
    String address() {
        return text(new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort()));
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                try {
                    threads.execute(() -> answer(client, line));
                } catch (RejectedExecutionException tooMany) {
                    client.close();
                }
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "A client of " + address() + " has gone", e);
            }
        }
    }

    /** What was heard is read: a socket that is closed with something unread takes the answer along. */
    static void answer(Socket client, Supplier<String> line) {
        try (client) {
            client.setSoTimeout((int) PATIENCE.toMillis());
            client.getOutputStream().write((line.get() + "\n").getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            byte[] unused = client.getInputStream().readNBytes(MOST_HEARD);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "A client of the agent's port has gone", e);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "slackwater-agent");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The port could not be closed", e);
        }
        threads.shutdownNow();
    }
}
